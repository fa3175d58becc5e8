import { useState } from 'preact/hooks';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { TextInput } from '../ui/inputs.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { Figures } from './day-figures.tsx';
import { boundsOf, dayOf } from './days.ts';
import { OpenRegisters } from './open-registers.tsx';
import type { Sale } from '../api/on-receipt.ts';
import { SaleDialog } from './sale-dialog.tsx';
import { SalesTable } from './sales-table.tsx';
import { salesTexts } from './sales-texts.ts';
import { shopId, useShopName } from './shop.ts';
import '../ui/tables.css';
import './manager.css';

const SIZE = 20;

/** Sales of the manager's shop, of today unless another day is asked for; one of them opens over the list. */
export function ManagerSales() {
  const [changes, setChanges] = useState(0);
  const today = dayOf(new Date());
  const asked = query.value.get('day') ?? today;
  const day = Number.isNaN(Date.parse(asked)) ? today : asked;
  const page = pageInAddress();
  const filters = new URLSearchParams({ locationId: shopId(), ...boundsOf(day) });
  const sales = useLoad(
    (signal) => call<Page<Sale>>(`/api/sales?${filters}&page=${page}&size=${SIZE}`, { signal }),
    [String(filters), page, changes],
  );
  const saleId = query.value.get('sale');

  return (
    <main id="content" class="page">
      <Head day={day} today={today} />
      <Figures filters={filters} changes={changes} />
      <Loading of={sales}>
        {({ items, total }) => (
          <>
            {total === 0 ? <p class="empty card">{t(salesTexts.none)}</p> : <SalesTable sales={items} />}
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
      <OpenRegisters />
      {saleId !== null && (
        <SaleDialog
          key={saleId}
          id={saleId}
          onClose={() => setFilters({ sale: '' })}
          onChange={() => setChanges((last) => last + 1)}
        />
      )}
    </main>
  );
}

function Head({ day, today }: { day: string; today: string }) {
  const shopName = useShopName();
  return (
    <div class="page-head">
      <div>
        <h1>{t(day === today ? salesTexts.today : salesTexts.ofDay)}</h1>
        <p class="soft">{shopName}</p>
      </div>
      <div class="sale-day">
        <TextInput
          label={t(salesTexts.day)}
          type="date"
          value={day}
          onValue={(value) => setFilters({ day: value === today ? '' : value, page: '' })}
        />
      </div>
    </div>
  );
}
