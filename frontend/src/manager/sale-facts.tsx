import { dateTime, money, number } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import type { Sale } from '../api/on-receipt.ts';
import { STATUS } from './sale.ts';
import { saleTexts, salesTexts } from './sales-texts.ts';
import { Who } from './who.tsx';
import '../ui/forms.css';

export function SaleFacts({ sale }: { sale: Sale }) {
  const { text, tone } = STATUS[sale.status];
  return (
    <>
      <p class="row">
        <span class={`badge ${tone}`}>{t(text)}</span>
        <span class="soft">
          {dateTime(sale.createdAt)} · {t(saleTexts.soldBy)} <Who id={sale.soldBy} />
        </span>
      </p>
      {sale.refusal !== null && (
        <p class="notice bad">{t(saleTexts.refusedFor, { detail: sale.refusal.detail })}</p>
      )}
      {sale.cancellation !== null && (
        <p class="notice warn">
          {t(saleTexts.cancelledFor, {
            at: dateTime(sale.cancellation.at),
            reason: sale.cancellation.reason,
          })}
        </p>
      )}
      <Lines sale={sale} />
      <h3>{t(saleTexts.tenders)}</h3>
      <dl class="facts">
        {sale.tenders.map((tender, index) => (
          <Tender key={index} tender={tender} />
        ))}
        {sale.changeCents > 0 && (
          <>
            <dt>{t(saleTexts.change)}</dt>
            <dd class="amount">{money(sale.changeCents)}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Tender({ tender: { type, amountCents, last4 } }: { tender: Sale['tenders'][number] }) {
  return (
    <>
      <dt>
        {t(salesTexts[type])}
        {last4 !== undefined && ` ···· ${last4}`}
      </dt>
      <dd class="amount">{money(amountCents)}</dd>
    </>
  );
}

function Lines({ sale }: { sale: Sale }) {
  return (
    <div class="scroll" role="region" aria-label={t(saleTexts.product)} tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{t(saleTexts.product)}</th>
            <th scope="col" class="numeric">
              {t(saleTexts.quantity)}
            </th>
            <th scope="col" class="amount">
              {t(saleTexts.unit)}
            </th>
            <th scope="col" class="amount">
              {t(saleTexts.amount)}
            </th>
          </tr>
        </thead>
        <tbody>
          {sale.lines.map((line) => (
            <tr key={line.productId}>
              <td>{named(line)}</td>
              <td class="numeric">{number(line.quantity)}</td>
              <td class="amount">{money(line.unitPriceCents)}</td>
              <td class="amount">{money(line.lineTotalCents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <Sum label={t(saleTexts.subtotal)} cents={sale.subtotalCents} />
          <Sum label={t(saleTexts.tps)} cents={sale.tpsCents} />
          <Sum label={t(saleTexts.tvq)} cents={sale.tvqCents} />
          {sale.roundingCents !== 0 && <Sum label={t(saleTexts.rounding)} cents={sale.roundingCents} />}
          <Sum label={t(saleTexts.total)} cents={sale.totalCents} total />
        </tfoot>
      </table>
    </div>
  );
}

function Sum({ label, cents, total = false }: { label: string; cents: number; total?: boolean }) {
  return (
    <tr class={total ? 'total' : undefined}>
      <th scope="row" colSpan={3} class="amount">
        {label}
      </th>
      <td class="amount">{money(cents)}</td>
    </tr>
  );
}
