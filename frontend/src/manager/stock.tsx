import { useState } from 'preact/hooks';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Choice } from '../ui/inputs.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import type { ListedLevel } from './levels.ts';
import { levelName } from './levels.ts';
import { shopId, useShopName } from './shop.ts';
import { stockTexts } from './texts.ts';
import '../ui/tables.css';
import './manager.css';

const SIZE = 25;
const LOW = 5;
const LOW_FIRST = 'available,sku';

/** What the manager's own shop has, what runs out first. */
export function ManagerStock() {
  const shopName = useShopName();
  const [adjusted, setAdjusted] = useState<ListedLevel>();
  const sort = query.value.get('sort') ?? LOW_FIRST;
  const page = pageInAddress();
  const wanted = new URLSearchParams({ locationId: shopId(), sort, page: String(page), size: String(SIZE) });
  const search = query.value.get('search') ?? '';
  if (search !== '') wanted.set('search', search);
  const levels = useLoad(
    (signal) => call<Page<ListedLevel>>(`/api/stock?${wanted}`, { signal }),
    [String(wanted)],
  );

  return (
    <main id="content" class="page">
      <div>
        <h1>{t(stockTexts.title)}</h1>
        <p class="soft">{shopName}</p>
      </div>
      <Finder sort={sort} />
      <Loading of={levels}>
        {({ items, total }) => (
          <>
            <p class="soft" role="status">
              {t(total === 0 ? stockTexts.nothing : stockTexts.found, { total: number(total) })}
            </p>
            {total > 0 && <Levels levels={items} onAdjust={setAdjusted} />}
            {total > SIZE && (
              <Pages
                page={page}
                size={SIZE}
                total={total}
                onPage={(to) => setFilters({ page: String(to) })}
              />
            )}
          </>
        )}
      </Loading>
      {adjusted !== undefined && (
        <AdjustDialog level={adjusted} onClose={() => setAdjusted(undefined)} onDone={levels.reload} />
      )}
    </main>
  );
}

function Finder({ sort }: { sort: string }) {
  return (
    <form class="finder" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchBox label={t(stockTexts.search)} hint={t(stockTexts.searchHint)} />
      <Choice
        label={t(stockTexts.order)}
        value={sort}
        onValue={(value) => setFilters({ sort: value === LOW_FIRST ? '' : value, page: '' })}
        options={[
          { value: LOW_FIRST, text: t(stockTexts.lowFirst) },
          { value: '-available,sku', text: t(stockTexts.highFirst) },
          { value: 'sku', text: t(stockTexts.bySku) },
        ]}
      />
    </form>
  );
}

function Levels({ levels, onAdjust }: { levels: ListedLevel[]; onAdjust(level: ListedLevel): void }) {
  return (
    <div class="scroll" role="region" aria-label={t(stockTexts.title)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(stockTexts.product)}</th>
            <th scope="col" class="numeric">
              {t(stockTexts.available)}
            </th>
            <th scope="col" class="numeric">
              {t(stockTexts.reserved)}
            </th>
            <th scope="col" class="numeric">
              {t(stockTexts.onHand)}
            </th>
            <th scope="col">
              <span class="unseen">{t(stockTexts.actions)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <Level key={level.productId} level={level} onAdjust={() => onAdjust(level)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Level({ level, onAdjust }: { level: ListedLevel; onAdjust(): void }) {
  const name = levelName(level);
  return (
    <tr>
      <th scope="row" class="named">
        {name} <span class="soft">{level.sku}</span>
      </th>
      <td class="numeric" data-label={t(stockTexts.available)}>
        <Lowness available={level.available} /> {number(level.available)}
      </td>
      <td class="numeric" data-label={t(stockTexts.reserved)}>
        {number(level.reserved)}
      </td>
      <td class="numeric" data-label={t(stockTexts.onHand)}>
        {number(level.onHand)}
      </td>
      <td>
        <div class="row-actions">
          <button type="button" aria-label={t(stockTexts.adjustOf, { name })} onClick={onAdjust}>
            {t(stockTexts.adjust)}
          </button>
          <a
            class="button"
            href={`/manager/stock/${level.productId}`}
            aria-label={t(stockTexts.ledgerOf, { name })}
          >
            {t(stockTexts.ledger)}
          </a>
        </div>
      </td>
    </tr>
  );
}

function Lowness({ available }: { available: number }) {
  if (available > LOW) return null;
  return available === 0 ? (
    <span class="badge bad">{t(stockTexts.out)}</span>
  ) : (
    <span class="badge warn">{t(stockTexts.low)}</span>
  );
}
