import type { RegisterFigures } from '@comptoir/contracts/http/register-session';
import { AppError } from '@comptoir/service-kit';
import type { Sale } from './sale.ts';
import type { Tender } from './tender.ts';

/** What went through a register, as the books have it. */
export type Takings = Omit<RegisterFigures, 'expectedCashCents'>;

/** From the hour a clerk takes a register to the hour its drawer is counted. */
export interface RegisterSession {
  id: string;
  locationId: string;
  registerId: string;
  /** `MTL1-02`. */
  till: string;
  openedBy: string;
  openedAt: Date;
  openingFloatCents: number;
  /** Null while it is open. */
  closing: Closing | null;
}

export interface Closing {
  closedAt: Date;
  closedBy: string;
  countedCents: number;
  /** As they were when the drawer was counted; what happens to the sales later does not change them. */
  figures: RegisterFigures;
}

export function figuresOf(
  { openingFloatCents }: Pick<RegisterSession, 'openingFloatCents'>,
  takings: Takings,
): RegisterFigures {
  const { cashTakenCents, changeGivenCents, cashRefundedCents } = takings;
  return {
    ...takings,
    expectedCashCents: openingFloatCents + cashTakenCents - changeGivenCents - cashRefundedCents,
  };
}

/** What a sale gives back when it is cancelled, in cents. Change was given back already. */
export function refundOf({ tenders, changeCents }: Pick<Sale, 'tenders' | 'changeCents'>) {
  const paid = (type: Tender['type']) =>
    tenders
      .filter((tender) => tender.type === type)
      .reduce((cents, { amountCents }) => cents + amountCents, 0);
  return { cashCents: paid('cash') - changeCents, cardCents: paid('card'), giftCardCents: paid('giftCard') };
}

/** The session as lists of the API show it. */
export function sessionView({ closing, ...session }: RegisterSession) {
  if (closing === null) {
    const open = { closedAt: null, closedBy: null, expectedCashCents: null, countedCents: null };
    return { ...session, ...open, differenceCents: null };
  }
  const { closedAt, closedBy, countedCents, figures } = closing;
  const { expectedCashCents } = figures;
  const differenceCents = countedCents - expectedCashCents;
  return { ...session, closedAt, closedBy, expectedCashCents, countedCents, differenceCents };
}

export function sessionReport(session: RegisterSession, figures: RegisterFigures) {
  return { ...sessionView(session), figures };
}

export function sessionNotFound(): AppError {
  return new AppError('notFound', 'registerSession.not_found', 'There is no register session of this id.');
}
