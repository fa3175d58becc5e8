import type { Answer, Context } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { advance } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { receiptNumber } from '../domain/sale.ts';
import type { SagaDeps } from './ports.ts';
import { soldAnswer, soldAnswerKept } from './sold-answer.ts';

/**
 * The sale is done: saga, receipt number, sale, event and, for the key, which sale is its answer, in one transaction. The receipt counter
 * comes as late as it can, because its row is the till's bottleneck.
 */
export async function confirmSale(
  { inTransaction, now }: Pick<SagaDeps, 'inTransaction' | 'now'>,
  saga: Saga,
  sale: Sale,
  context: Context,
): Promise<Answer> {
  return inTransaction(context, async (unit) => {
    const completedAt = now();
    await unit.sagas.save(advance(saga, 'confirmed', 'the sale is recorded', completedAt));

    const number = await unit.receipts.next(sale.till);
    const completed: Sale = {
      ...sale,
      status: 'completed',
      receiptNumber: receiptNumber(sale.till, number),
      completedAt,
    };
    await unit.sales.update(completed);
    await unit.events.recorded(completed);
    await unit.idempotency.complete(saga.origin.idempotency, soldAnswerKept(completed));
    return soldAnswer(completed);
  });
}
