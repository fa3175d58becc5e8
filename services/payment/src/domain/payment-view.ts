import type { Charge } from './charge.ts';

/** A payment as people see it. */
export function paymentView(charge: Charge) {
  const { id, reference, amountCents, status, means, last4, authorization, declineCode, createdAt } = charge;
  return { id, reference, amountCents, status, means, last4, authorization, declineCode, createdAt };
}
