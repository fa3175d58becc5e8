import type { PaymentRequest } from '@comptoir/contracts/http/payment';

import type { Charge } from '../domain/charge.ts';
import { newPaymentRequest } from '../domain/charge.ts';
import { knownAs } from '../domain/refusals.ts';
import type { PaymentDeps, Work } from './ports.ts';

/** Waits for a customer to pay; the same id again is the same payment. Throws 409 `payment.closed`, 422 `payment.mismatch`. */
export async function openPaymentRequest(
  { inTransaction }: Pick<PaymentDeps, 'inTransaction'>,
  request: PaymentRequest,
  context: Work,
): Promise<Charge> {
  const wanted = newPaymentRequest(request, context.now);
  return inTransaction(context, async ({ charges }) =>
    (await charges.add(wanted)) ? wanted : knownAs(wanted, await charges.find(wanted.id)),
  );
}
