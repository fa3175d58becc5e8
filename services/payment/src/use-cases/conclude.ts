import type { IdempotentRequest } from '@comptoir/service-kit';
import type { Charge, Unsettled } from '../domain/charge.ts';
import { statesAfter } from '../domain/conclusion.ts';
import { paymentView } from '../domain/payment-view.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import { paymentDeclined } from '../domain/refusals.ts';
import type { PaymentDeps, PaymentUnit, Work } from './ports.ts';

/** Writes down what the provider says of an attempt, whoever asked it, and answers where the charge stands then. */
export async function conclude(
  { inTransaction }: Pick<PaymentDeps, 'inTransaction'>,
  attempt: Unsettled,
  record: ProviderRecord,
  context: Work,
): Promise<Charge> {
  return inTransaction(context, async (unit) => {
    const charge = await unit.charges.findForUpdate(attempt.id);
    if (charge === undefined) throw new Error(`the charge ${attempt.id} is gone`);
    // An attempt that was given up and followed by another has nothing to say any more.
    if (charge.providerKey !== attempt.providerKey) return charge;

    const states = statesAfter(charge, record);
    for (const state of states) await reach(unit, state);
    const last = states.at(-1) ?? charge;
    if (last !== charge && charge.origin?.idempotency !== undefined) {
      await answerKey(unit, charge.origin.idempotency, last);
    }
    return last;
  });
}

/** A charge comes to a new state: kept and told in one transaction. */
export async function reach(unit: Pick<PaymentUnit, 'charges' | 'events'>, charge: Charge): Promise<void> {
  await unit.charges.save(charge);
  await unit.events.reached(charge);
}

/** The request that began the attempt may have died: whoever repeats it gets the answer, or may begin anew. */
async function answerKey(
  { idempotency }: PaymentUnit,
  request: IdempotentRequest,
  charge: Charge,
): Promise<void> {
  if (charge.status === 'captured')
    await idempotency.complete(request, { status: 200, body: paymentView(charge) });
  else if (charge.status === 'declined') await idempotency.refuse(request, paymentDeclined(charge));
  else await idempotency.release(request);
}
