import { randomUUID } from 'node:crypto';
import { difference, readAnswer, refusalOf } from '../drive/answers.ts';
import type { Answer, Step } from '../drive/step.ts';
import { headersOf } from '../mesh/api.ts';
import { saleShape } from '../mesh/shapes.ts';
import type { Product } from '../mesh/shapes.ts';
import type { Till } from '../mesh/shop-floor.ts';
import { cashRoundingCents, totalsOf } from '../mesh/totals.ts';

export interface BasketItem {
  product: Product;
  quantity: number;
}

/** A sale a till was told of, by a 201. */
export interface SoldBasket {
  saleId: string;
  receiptNumber: string;
  locationId: string;
  lines: { productId: string; quantity: number }[];
}

/** A sale asked for under one Idempotency-Key. */
export interface AskedSale {
  key: string;
  till: Till;
  body: string;
  wrongIn: (answer: Answer) => string | undefined;
}

/** What the tills asked for and what they were told: one side of the books. */
export interface TillRoll {
  sold: SoldBasket[];
  /** Asked for and not decided yet: in flight when the run ended, or answered by a 5xx. By Idempotency-Key. */
  open: Map<string, AskedSale>;
  /** A cash sale under a fresh key. With `mayRunShort` a 409 for want of stock is a right answer too. */
  cashSale: (
    till: Till,
    items: readonly BasketItem[],
    options?: { mayRunShort?: boolean; onShort?: () => void },
  ) => Step;
}

const NOTE_CENTS = 2_000;

function expectedSale(items: readonly BasketItem[]) {
  const totals = totalsOf(items);
  const roundingCents = cashRoundingCents(totals.totalCents);
  const totalCents = totals.totalCents + roundingCents;
  const tenderedCents = Math.max(NOTE_CENTS, Math.ceil(totalCents / NOTE_CENTS) * NOTE_CENTS);
  const changeCents = tenderedCents - totalCents;
  return { tenderedCents, sale: { ...totals, roundingCents, totalCents, changeCents, status: 'completed' } };
}

function saleBody(till: Till, items: readonly BasketItem[], amountCents: number): string {
  return JSON.stringify({
    locationId: till.locationId,
    registerId: till.registerId,
    lines: items.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    tenders: [{ type: 'cash', amountCents }],
  });
}

/** Whether an answer says for good that there is no sale; a 5xx does not, and neither does "later". */
function isRefused(answer: Answer): boolean {
  const { status } = answer;
  if (status < 400 || status >= 500 || status === 408 || status === 429) return false;
  return refusalOf(answer) !== '409 idempotency.in_progress';
}

export function createTillRoll(): TillRoll {
  const sold: SoldBasket[] = [];
  const open = new Map<string, AskedSale>();

  const askedSale = (till: Till, items: readonly BasketItem[]): AskedSale => {
    const key = randomUUID();
    const { tenderedCents, sale } = expectedSale(items);
    const lines = items.map(({ product, quantity }) => ({ productId: product.id, quantity }));
    const wrongIn = (answer: Answer) => {
      const { value, wrong } = readAnswer(answer, 201, saleShape);
      if (value !== undefined || isRefused(answer)) open.delete(key);
      if (wrong !== undefined) return wrong;
      sold.push({ saleId: value.id, receiptNumber: value.receiptNumber, locationId: till.locationId, lines });
      return value.lines.length === items.length ? difference(value, sale) : 'wrong lines';
    };
    return { key, till, body: saleBody(till, items, tenderedCents), wrongIn };
  };

  return {
    sold,
    open,
    cashSale: (till, items, { mayRunShort = false, onShort } = {}) => {
      const asked = askedSale(till, items);
      open.set(asked.key, asked);
      return {
        name: 'POST /api/sales',
        method: 'POST',
        path: '/api/sales',
        headers: headersOf({ token: till.seller.token(), body: asked.body, idempotencyKey: asked.key }),
        body: asked.body,
        check: (answer) => {
          const wrong = asked.wrongIn(answer);
          if (!mayRunShort || refusalOf(answer) !== '409 stock.insufficient') return wrong;
          onShort?.();
          return undefined;
        },
      };
    },
  };
}
