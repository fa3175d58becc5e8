import { cashRoundingCents } from '@comptoir/pricing';

export interface Tender {
  type: 'cash' | 'card' | 'giftCard';
  amountCents: number;
  cardNumber?: string;
  giftCardCode?: string;
}

export interface Standing {
  /** Still to pay, if it is paid by card. */
  restCents: number;
  /** Still to pay, if it is paid in cash: to the nearest 0.05. */
  restInCashCents: number;
  changeCents: number;
  settled: boolean;
}

/** Where a payment stands, to show it. What counts is how the server settles it. */
export function standingOf(dueCents: number, tenders: readonly Tender[]): Standing {
  const sum = (cash: boolean) =>
    tenders
      .filter(({ type }) => (type === 'cash') === cash)
      .reduce((cents, { amountCents }) => cents + amountCents, 0);
  const afterCards = dueCents - sum(false);
  const inCash = afterCards + cashRoundingCents(afterCards);
  const cash = sum(true);
  const total = cash > 0 ? inCash : afterCards;
  return {
    restCents: Math.max(0, afterCards - cash),
    restInCashCents: Math.max(0, inCash - cash),
    changeCents: Math.max(0, cash - total),
    settled: cash >= total,
  };
}

const NOTES = [500, 1_000, 2_000, 5_000, 10_000];

/** What a customer is likely to hand over for `restCents`: the next amounts that notes make. */
export function quickAmounts(restCents: number): number[] {
  const rounded = NOTES.map((note) => Math.ceil(restCents / note) * note);
  return [...new Set(rounded)].filter((amount) => amount > restCents).slice(0, 4);
}
