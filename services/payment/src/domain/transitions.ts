import { cardLast4 } from './card-number.ts';
import type { Charge, DeclineCode, Origin } from './charge.ts';
import type { Capture } from './provider-record.ts';

const SETTLED = { closing: null, unsettledSince: null };

export interface Attempt {
  /** New for each attempt: under an old key the provider would only repeat what it said. */
  providerKey: string;
  cardNumber: string;
  origin: Origin;
  now: Date;
}

/** A customer's card is about to be asked for the money. */
export function attempted(charge: Charge, { providerKey, cardNumber, origin, now }: Attempt): Charge {
  const card = { means: 'card' as const, last4: cardLast4(cardNumber) };
  return next(charge, {
    status: 'pending',
    ...card,
    declineCode: null,
    providerKey,
    origin,
    unsettledSince: now,
  });
}

/** The same question is about to be asked again under the same key: the wait for its answer starts anew. */
export const askedAgain = (charge: Charge, now: Date): Charge => next(charge, { unsettledSince: now });

/** The provider is about to be told to take nothing and to give back what it took. */
export function closingFor(
  closing: 'refund' | 'abandon',
  charge: Charge,
  now: Date,
  reason: string | null,
): Charge {
  return next(charge, { closing, refundReason: reason, unsettledSince: now });
}

export function captured(charge: Charge, { authorization, last4 }: Capture): Charge {
  return next(charge, { status: 'captured', authorization, last4, declineCode: null, ...SETTLED });
}

export function declined(charge: Charge, reason: DeclineCode): Charge {
  return next(charge, { status: 'declined', declineCode: reason, ...SETTLED });
}

export function refunded(charge: Charge, reason: string | null = charge.refundReason): Charge {
  return next(charge, { status: 'refunded', refundReason: reason, ...SETTLED });
}

export function voided(charge: Charge): Charge {
  return next(charge, { status: 'void', ...SETTLED });
}

/** An online order's customer may try again; a till's request is over, and its card with it. */
export function abandoned(charge: Charge): Charge {
  if (charge.customerId === null) return voided(charge);
  return next(charge, {
    status: 'requested',
    means: null,
    last4: null,
    providerKey: null,
    origin: null,
    ...SETTLED,
  });
}

function next(charge: Charge, changes: Partial<Charge>): Charge {
  return { ...charge, ...changes, version: charge.version + 1 };
}
