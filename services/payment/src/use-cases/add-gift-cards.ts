import { giftCardHash } from '../domain/gift-card.ts';
import type { PaymentUnit } from './ports.ts';

export interface GiftCardOpening {
  code: string;
  balanceCents: number;
}

/** Opens cards that are new; the others keep their balance, so that a seed can run again. Answers in the order asked. */
export async function addGiftCards(
  { giftCards }: Pick<PaymentUnit, 'giftCards'>,
  openings: readonly GiftCardOpening[],
) {
  const outcomes = new Map<string, 'created' | 'exists'>();
  // In one order for everybody, so that two seeds do not lock each other out (lesson 13).
  for (const { code, balanceCents } of openings.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const isNew = await giftCards.add(giftCardHash(code), balanceCents);
    if (!outcomes.has(code)) outcomes.set(code, isNew ? 'created' : 'exists');
  }
  return openings.map(({ code }) => ({ code, outcome: outcomes.get(code) ?? ('exists' as const) }));
}
