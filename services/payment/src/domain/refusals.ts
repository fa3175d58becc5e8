import { AppError } from '@comptoir/service-kit';
import type { Charge, DeclineCode } from './charge.ts';
import { isClosed } from './charge.ts';

const MEANING: Record<DeclineCode, string> = {
  'card.declined': 'The card was declined.',
  'card.insufficient_funds': 'There is not enough money on the card.',
  'card.expired': 'The card has expired.',
  'giftcard.insufficient': 'There is not enough money on the gift card.',
  'giftcard.unknown': 'There is no gift card of this code.',
};

export const paymentNotFound = () =>
  new AppError('notFound', 'payment.not_found', 'There is no payment of this id.');

export const paymentClosed = () =>
  new AppError('conflict', 'payment.closed', 'This payment is closed: no more money is taken for it.');

export const paymentInProgress = () =>
  new AppError('conflict', 'payment.in_progress', 'Another attempt at this payment is still being decided.', {
    retryAfterSeconds: 1,
  });

/** Nobody knows yet whether money was taken; recovery, or the refund, will find out. */
export const providerTimeout = (kind: 'timeout' | 'unavailable', cause?: unknown) =>
  new AppError(
    kind,
    'payment.provider_timeout',
    'The card provider has not said what became of this payment.',
    {
      cause,
      retryAfterSeconds: 1,
    },
  );

export function paymentDeclined({ declineCode }: Pick<Charge, 'declineCode'>): AppError {
  const code = declineCode ?? 'card.declined';
  return new AppError('paymentRequired', 'payment.declined', MEANING[code], {
    details: [{ pointer: '', message: MEANING[code], code }],
  });
}

/** The charge an id is known for. Throws 409 when it is closed, and 422 when the id comes back with another payment. */
export function knownAs(wanted: Charge, known: Charge | undefined): Charge {
  if (known === undefined) throw paymentNotFound();
  if (isClosed(known)) throw paymentClosed();
  const fields = ['reference', 'amountCents', 'customerId', 'giftCard'] as const;
  if (fields.every((field) => known[field] === wanted[field])) return known;
  throw new AppError('invalid', 'payment.mismatch', 'This id belongs to another payment.');
}

/** Throws what became of the money unless it was taken and stays taken: 402, 409, or 503 while nobody knows. */
export function assertCaptured(charge: Charge): void {
  if (isClosed(charge)) throw paymentClosed();
  if (charge.status === 'declined') throw paymentDeclined(charge);
  if (charge.status !== 'captured') throw providerTimeout('unavailable');
}
