import type { LedgerEntry } from './movements.ts';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { dateTime, number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Chart } from '../ui/chart.tsx';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import type { ListedLevel } from './levels.ts';
import { levelName } from './levels.ts';
import { onHandOverTime, recentMovements } from './movements.ts';
import { shopId } from './shop.ts';
import { ledgerTexts, stockTexts } from './texts.ts';
import { Who } from './who.tsx';
import '../ui/tables.css';
import './manager.css';

const SIZE = 20;

/** All that ever happened to the stock of one product in the manager's shop. */
export function ManagerLedger({ params }: { params: Record<string, string> }) {
  const productId = params['id'] ?? '';
  const wanted = new URLSearchParams({ locationId: shopId(), productId });
  const level = useLoad(
    async (signal) => (await call<Page<ListedLevel>>(`/api/stock?${wanted}`, { signal })).items[0] ?? null,
    [String(wanted)],
  );
  return (
    <main id="content" class="page">
      <p>
        <a href="/manager/stock">{t(ledgerTexts.back)}</a>
      </p>
      <Loading of={level}>
        {(known) =>
          known === null ? <p class="notice warn">{t(ledgerTexts.notHere)}</p> : <Ledger level={known} />
        }
      </Loading>
    </main>
  );
}

function Ledger({ level }: { level: ListedLevel }) {
  return (
    <>
      <div>
        <h1>{t(stockTexts.ledgerOf, { name: levelName(level) })}</h1>
        <p class="soft">
          {level.sku} · {t(stockTexts.onHand)} {number(level.onHand)} · {t(stockTexts.reserved)}{' '}
          {number(level.reserved)} · {t(stockTexts.available)} {number(level.available)}
        </p>
      </div>
      <OverTime level={level} />
      <section class="stack">
        <h2>{t(ledgerTexts.movements)}</h2>
        <Movements level={level} />
      </section>
    </>
  );
}

function OverTime({ level }: { level: ListedLevel }) {
  const { locationId, productId, onHand } = level;
  const drawn = useLoad(
    async (signal) => {
      const { entries, total } = await recentMovements(locationId, productId, signal);
      return { points: onHandOverTime(entries, onHand, new Date()), drawn: entries.length, total };
    },
    [locationId, productId, onHand],
  );
  return (
    <section class="card stack">
      <h2>{t(ledgerTexts.overTime)}</h2>
      <Loading of={drawn}>
        {({ points, drawn: shown, total }) => (
          <>
            <Chart
              label={t(ledgerTexts.overTime)}
              series={[{ name: t(stockTexts.onHand), points }]}
              format={number}
              step
            />
            {shown < total && (
              <p class="soft">{t(ledgerTexts.lastOnly, { drawn: number(shown), total: number(total) })}</p>
            )}
          </>
        )}
      </Loading>
    </section>
  );
}

function Movements({ level: { locationId, productId } }: { level: ListedLevel }) {
  const page = pageInAddress();
  const address = `/api/stock/${locationId}/${productId}/ledger?page=${page}&size=${SIZE}`;
  const entries = useLoad((signal) => call<Page<LedgerEntry>>(address, { signal }), [address]);
  return (
    <Loading of={entries}>
      {({ items, total }) =>
        total === 0 ? (
          <p class="empty">{t(ledgerTexts.none)}</p>
        ) : (
          <>
            <Table entries={items} />
            {total > SIZE && (
              <Pages
                page={page}
                size={SIZE}
                total={total}
                onPage={(to) => setFilters({ page: String(to) })}
              />
            )}
          </>
        )
      }
    </Loading>
  );
}

function Table({ entries }: { entries: LedgerEntry[] }) {
  return (
    <div class="scroll" role="region" aria-label={t(ledgerTexts.movements)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(ledgerTexts.when)}</th>
            <th scope="col" class="numeric">
              {t(ledgerTexts.delta)}
            </th>
            <th scope="col">{t(ledgerTexts.reason)}</th>
            <th scope="col">{t(ledgerTexts.note)}</th>
            <th scope="col">{t(ledgerTexts.who)}</th>
            <th scope="col">{t(ledgerTexts.reference)}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Movement key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Movement({ entry: { at, delta, reason, note, actor, reference } }: { entry: LedgerEntry }) {
  return (
    <tr>
      <td>{dateTime(at)}</td>
      <td class="numeric">
        <span class={delta > 0 ? 'movement-more' : 'movement-less'}>
          {delta > 0 ? '+' : '−'}
          {number(Math.abs(delta))}
        </span>
      </td>
      <td>{t(ledgerTexts[reason])}</td>
      <td>{note ?? ''}</td>
      <td data-label={t(ledgerTexts.who)}>
        <Who id={actor} />
      </td>
      <td>
        {reference !== null && <a href={`/manager/sales?sale=${reference}`}>{t(ledgerTexts.theSale)}</a>}
      </td>
    </tr>
  );
}
