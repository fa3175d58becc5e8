import { money, number, time } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { setFilters } from '../ui/filters.ts';
import type { Sale } from '../api/on-receipt.ts';
import { saleName, STATUS } from './sale.ts';
import { salesTexts } from './sales-texts.ts';

export function SalesTable({ sales }: { sales: Sale[] }) {
  return (
    <div class="scroll" role="region" aria-label={t(salesTexts.completed)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(salesTexts.at)}</th>
            <th scope="col">{t(salesTexts.receiptNumber)}</th>
            <th scope="col">{t(salesTexts.state)}</th>
            <th scope="col" class="numeric">
              {t(salesTexts.units)}
            </th>
            <th scope="col">{t(salesTexts.paidBy)}</th>
            <th scope="col" class="amount">
              {t(salesTexts.total)}
            </th>
            <th scope="col">
              <span class="unseen">{t(salesTexts.actions)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <Row key={sale.id} sale={sale} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ sale }: { sale: Sale }) {
  const { text, tone } = STATUS[sale.status];
  const units = sale.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <tr>
      <td class="nowrap">{time(sale.createdAt)}</td>
      <td class="nowrap">{sale.receiptNumber ?? '–'}</td>
      <td>
        <span class={`badge ${tone}`}>{t(text)}</span>
      </td>
      <td class="numeric" data-label={t(salesTexts.units)}>
        {number(units)}
      </td>
      <td data-label={t(salesTexts.paidBy)}>
        {[...new Set(sale.tenders.map(({ type }) => t(salesTexts[type])))].join(', ')}
      </td>
      <td class="amount" data-label={t(salesTexts.total)}>
        {money(sale.totalCents)}
      </td>
      <td>
        <div class="row-actions">
          <button
            type="button"
            aria-label={t(salesTexts.openOf, { receipt: saleName(sale) })}
            onClick={() => setFilters({ sale: sale.id })}
          >
            {t(salesTexts.open)}
          </button>
        </div>
      </td>
    </tr>
  );
}
