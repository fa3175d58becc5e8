import { cashRoundingCents, totalsOf, type Product } from '@comptoir/load-tests/mesh';
import { v7 } from 'uuid';
import { numberOf, type Habits } from './cards.ts';
import type { SaleIntent } from './journal.ts';
import { any, anyBasket } from './person.ts';
import type { Post } from './shop.ts';

export interface Tender {
  type: 'card' | 'cash';
  amountCents: number;
  cardNumber?: string;
}

/** What a customer brings to the till, and how it can be paid. */
export interface Basket {
  intent: SaleIntent;
  /** The request without its tenders. */
  body: object;
  /** Undefined for those who have no card. */
  byCard: Tender | undefined;
  byCash: Tender;
}

const CARD_SHARE = 0.5;
const NOTE_CENTS = 2_000;

export function basketAt(post: Post, products: readonly Product[], { cards }: Habits): Basket {
  const { locationId, registerId } = post;
  const items = anyBasket(products);
  const dueCents = totalsOf(items).totalCents;
  const inCoinsCents = dueCents + cashRoundingCents(dueCents);
  const hasCard = Math.random() < CARD_SHARE;
  const id = v7();
  return {
    intent: {
      kind: 'sale',
      saleId: id,
      units: items.reduce((sum, { quantity }) => sum + quantity, 0),
      totalsCents: hasCard ? [dueCents, inCoinsCents] : [inCoinsCents],
    },
    body: {
      id,
      locationId,
      registerId,
      lines: items.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    },
    byCard: hasCard ? { type: 'card', amountCents: dueCents, cardNumber: numberOf(any(cards)) } : undefined,
    byCash: { type: 'cash', amountCents: Math.max(1, Math.ceil(inCoinsCents / NOTE_CENTS)) * NOTE_CENTS },
  };
}
