import { useEffect, useRef } from 'preact/hooks';
import { money } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import type { PricedLine } from './cart.ts';
import { chosen, lines, setQuantity, totals } from './cart.ts';
import { tillTexts } from './texts.ts';

/** What is being bought, and what it costs, in type that a customer can read from the other side. */
export function CartView({ onPay }: { onPay(): void }) {
  const { subtotalCents, tpsCents, tvqCents, totalCents } = totals.value;
  return (
    <>
      <section class="till-cart" aria-label={t(tillTexts.cart)}>
        {lines.value.length === 0 ? <p class="empty">{t(tillTexts.emptyCart)}</p> : <Lines />}
      </section>
      <section class="till-totals" aria-label={t(tillTexts.total)}>
        <dl>
          <dt>{t(tillTexts.subtotal)}</dt>
          <dd>{money(subtotalCents)}</dd>
          <dt>{t(tillTexts.tps)}</dt>
          <dd>{money(tpsCents)}</dd>
          <dt>{t(tillTexts.tvq)}</dt>
          <dd>{money(tvqCents)}</dd>
          <dt class="grand">{t(tillTexts.total)}</dt>
          <dd class="grand" data-testid="total">
            {money(totalCents)}
          </dd>
        </dl>
        <button type="button" class="primary till-pay" disabled={lines.value.length === 0} onClick={onPay}>
          {t(tillTexts.pay)} <kbd>F9</kbd>
        </button>
      </section>
    </>
  );
}

function Lines() {
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">{t(tillTexts.article)}</th>
          <th scope="col" class="numeric">
            {t(tillTexts.quantity)}
          </th>
          <th scope="col" class="amount">
            {t(tillTexts.unitPrice)}
          </th>
          <th scope="col" class="amount">
            {t(tillTexts.amount)}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.value.map((line) => (
          <Row key={line.productId} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ line }: { line: PricedLine }) {
  const { productId, product, quantity } = line;
  const isChosen = chosen.value === productId;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen, quantity]);
  const name = product === undefined ? t(tillTexts.unknownProduct) : named(product);
  return (
    <tr ref={row} class={isChosen ? 'chosen' : undefined} onClick={() => (chosen.value = productId)}>
      <td>{name}</td>
      <td class="numeric">
        <span class="till-quantity">
          <button
            type="button"
            class="quiet"
            aria-label={t(tillTexts.less, { name })}
            onClick={() => setQuantity(productId, quantity - 1)}
          >
            −
          </button>
          <span>{quantity}</span>
          <button
            type="button"
            class="quiet"
            aria-label={t(tillTexts.more, { name })}
            onClick={() => setQuantity(productId, quantity + 1)}
          >
            +
          </button>
        </span>
      </td>
      <td class="amount">{product === undefined ? '—' : money(product.priceCents)}</td>
      <td class="amount">{money(line.lineTotalCents)}</td>
    </tr>
  );
}
