import type { Answer, Context } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { advance } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { SagaDeps } from './ports.ts';

/** Gives the money back, then closes the sale; stock hears of it and puts the goods back. Safe to run again from the start. */
export async function runCancellation(
  { inTransaction, payments, now }: SagaDeps,
  saga: Saga,
  sale: Sale,
  context: Context,
): Promise<Answer> {
  for (const { chargeId } of sale.tenders) {
    if (chargeId !== undefined)
      await payments.refund(chargeId, sale, sale.cancellation?.reason ?? 'cancelled', context);
  }
  return inTransaction(context, async (unit) => {
    await unit.sagas.save(advance(saga, 'confirmed', 'money went back, stock is told', now()));
    const cancelled: Sale = { ...sale, status: 'cancelled' };
    await unit.sales.update(cancelled);
    await unit.events.cancelled(cancelled);
    const answer = { status: 200, body: saleView(cancelled) };
    await unit.idempotency.complete(saga.origin.idempotency, answer);
    return answer;
  });
}
