import type { SaleRequest } from '@comptoir/contracts/http/sale';
import type { SaleOnReceipt } from '@comptoir/receipt';
import { onReceipt } from '../api/on-receipt.ts';
import type { Sale } from '../api/on-receipt.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import { user } from '../api/session.ts';
import type { WaitingSale } from '../offline/kept.ts';
import { forgetSale, inHand, keepSale, postSale } from '../offline/outbox.ts';
import { cart, clearCart, lines, totals } from './cart.ts';
import type { OpenRegister } from './register.ts';
import type { Tender } from './settlement.ts';
import { standingOf } from './settlement.ts';

export interface Sold {
  receipt: SaleOnReceipt;
  changeCents: number;
}

/**
 * Sells the cart. The id was made with the cart and the key says what is asked, so that asking again sells nothing twice.
 * Cash that nobody answers for goes to the outbox; for a card `Unreachable` is thrown. What is refused leaves the cart.
 */
export async function sellCart(register: OpenRegister, tenders: readonly Tender[]): Promise<Sold> {
  const waiting = await waitingSale(register, tenders);
  const isCash = tenders.every(({ type }) => type === 'cash');
  inHand.add(waiting.id);
  try {
    if (isCash) await keepSale(waiting);
    const sale = await postSale<Sale>(waiting);
    if (isCash) await forgetSale(waiting.id);
    clearCart();
    return { receipt: onReceipt(sale), changeCents: sale.changeCents };
  } catch (error) {
    if (isCash && isOpen(error)) {
      clearCart();
      return {
        receipt: { ...waiting.receipt, at: new Date(waiting.madeAt) },
        changeCents: waiting.receipt.changeCents,
      };
    }
    if (isCash) await forgetSale(waiting.id);
    throw error;
  } finally {
    inHand.delete(waiting.id);
  }
}

/** Nobody has decided yet, or an earlier try is still at it. */
const isOpen = (error: unknown) =>
  error instanceof Unreachable || (error instanceof Problem && error.code === 'idempotency.in_progress');

async function waitingSale({ session }: OpenRegister, tenders: readonly Tender[]): Promise<WaitingSale> {
  const { saleId, lines: wanted } = cart.peek();
  const body: SaleRequest = {
    id: saleId,
    locationId: session.locationId,
    registerId: session.registerId,
    lines: wanted.map(({ productId, quantity }) => ({ productId, quantity })),
    tenders: tenders.map(asked),
  };
  return {
    id: saleId,
    key: `${saleId}.${await digestOf(body)}`,
    body,
    soldBy: user.peek()?.id ?? '',
    madeAt: Date.now(),
    receipt: provisional(`${session.till}-P-${saleId.slice(-6).toUpperCase()}`, tenders),
  };
}

function asked({ type, amountCents, cardNumber, giftCardCode }: Tender): SaleRequest['tenders'][number] {
  if (type === 'cash') return { type, amountCents };
  if (type === 'giftCard') return { type, amountCents, giftCardCode: giftCardCode ?? '' };
  return cardNumber === undefined ? { type, amountCents } : { type, amountCents, cardNumber };
}

function provisional(receiptNumber: string, tenders: readonly Tender[]): WaitingSale['receipt'] {
  const { totalCents: dueCents, ...sums } = totals.peek();
  const cash = tenders.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const { changeCents } = standingOf(dueCents, tenders);
  return {
    receiptNumber,
    mark: 'provisional',
    lines: lines.peek().map(({ product, quantity, lineTotalCents }) => ({
      nameFr: product?.nameFr ?? '?',
      nameEn: product?.nameEn ?? '?',
      taxClass: product?.taxClass ?? 'taxable',
      unitPriceCents: product?.priceCents ?? 0,
      quantity,
      lineTotalCents,
    })),
    tenders: tenders.map(({ type, amountCents }) => ({ type, amountCents })),
    ...sums,
    roundingCents: cash - changeCents - dueCents,
    totalCents: cash - changeCents,
    changeCents,
  };
}

async function digestOf(body: SaleRequest): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(body)));
  return Array.from(new Uint8Array(bytes).slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
