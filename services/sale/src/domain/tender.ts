import { cashRoundingCents } from '@comptoir/pricing';
import { AppError } from '@comptoir/service-kit';

/** What was handed over. Numbers of cards and gift cards are not here: they live for one request only. */
export interface Tender {
  type: 'cash' | 'card' | 'giftCard';
  amountCents: number;
  /** Id of the charge at payment; cash has none. */
  chargeId?: string;
  authorization?: string;
  last4?: string;
}

/** What is due once it is known how it is paid. Cents. */
export interface Settlement {
  roundingCents: number;
  totalCents: number;
  changeCents: number;
}

/**
 * Settles `dueCents` with tenders. Cash pays what cards leave, rounded to 0.05 on its own line (lesson 32); change comes
 * from cash alone. Throws 422 `tender.too_much` when cards exceed the total and `tender.insufficient` when all is not paid.
 */
export function settle(
  dueCents: number,
  tenders: readonly Pick<Tender, 'type' | 'amountCents'>[],
): Settlement {
  const cashCents = sum(tenders.filter(({ type }) => type === 'cash'));
  const cardCents = sum(tenders.filter(({ type }) => type !== 'cash'));
  const restCents = dueCents - cardCents;
  if (restCents < 0) {
    throw new AppError('invalid', 'tender.too_much', 'Cards are charged more than the total.', {
      details: [
        { pointer: '/tenders', message: `cards may carry at most ${dueCents} cents`, totalCents: dueCents },
      ],
    });
  }
  const roundingCents = cashCents > 0 ? cashRoundingCents(restCents) : 0;
  const totalCents = dueCents + roundingCents;
  const changeCents = cashCents + cardCents - totalCents;
  if (changeCents < 0) {
    throw new AppError('invalid', 'tender.insufficient', 'The tenders do not cover the total.', {
      details: [
        {
          pointer: '/tenders',
          message: `${-changeCents} cents are missing`,
          totalCents,
          missingCents: -changeCents,
        },
      ],
    });
  }
  return { roundingCents, totalCents, changeCents };
}

function sum(tenders: readonly { amountCents: number }[]): number {
  return tenders.reduce((cents, tender) => cents + tender.amountCents, 0);
}
