import type { Actor, Answer, Context, IdempotentRequest } from '@comptoir/service-kit';
import { AppError, stillRunning } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { advance } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleNotFound } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { SagaDeps, SaleUnit } from './ports.ts';

export interface Cancellation {
  saleId: string;
  reason: string;
  actor: Actor;
  clerkLimitCents: number;
  /** Throws 403 when the sale is not of the actor's location. */
  assertMayTouch(sale: Sale): void;
  sagaFor(sale: Sale): Saga;
}

export type CancelSaleUnit = Pick<SaleUnit, 'sales' | 'sagas' | 'idempotency'>;

/**
 * Writes the cancellation down; money and goods go back afterwards. Throws 404 `sale.not_found`, 403
 * `sale.cancel_limit` for a clerk above the limit, 409 `sale.not_cancellable` unless the sale is completed.
 */
export async function openCancellation(
  unit: CancelSaleUnit,
  wanted: Cancellation,
  request: IdempotentRequest,
  now: Date,
): Promise<Answer | { sale: Sale; saga: Saga }> {
  const claim = await unit.idempotency.claim(request, now);
  if (claim.state === 'done') return claim.answer;
  if (claim.state === 'running') throw stillRunning();

  const sale = await unit.sales.findForUpdate(wanted.saleId);
  if (sale === undefined) throw saleNotFound();
  wanted.assertMayTouch(sale);
  assertCancellable(sale, wanted);

  const cancelling: Sale = {
    ...sale,
    status: 'cancelling',
    cancellation: { reason: wanted.reason, by: wanted.actor.sub, at: now.toISOString() },
  };
  const saga = wanted.sagaFor(sale);
  await unit.sales.update(cancelling);
  await unit.sagas.add(saga);
  return { sale: cancelling, saga };
}

function assertCancellable(sale: Sale, { actor, clerkLimitCents }: Cancellation): void {
  if (sale.status !== 'completed') {
    throw new AppError(
      'conflict',
      'sale.not_cancellable',
      `A sale that is ${sale.status} cannot be cancelled.`,
    );
  }
  if (actor.role === 'clerk' && sale.totalCents > clerkLimitCents) {
    throw new AppError('forbidden', 'sale.cancel_limit', 'A manager must cancel a sale of this amount.');
  }
}

/** Gives the money back, then closes the sale; stock hears of it and puts the goods back. Safe to run again from the start. */
export async function runCancellation(
  { inTransaction, payments }: SagaDeps,
  saga: Saga,
  sale: Sale,
  context: Context,
): Promise<Answer> {
  for (const { chargeId } of sale.tenders) {
    if (chargeId !== undefined)
      await payments.refund(chargeId, sale, sale.cancellation?.reason ?? 'cancelled', context);
  }
  return inTransaction(context, async (unit) => {
    await unit.sagas.save(advance(saga, 'confirmed', 'money went back, stock is told', new Date()));
    const cancelled: Sale = { ...sale, status: 'cancelled' };
    await unit.sales.update(cancelled);
    await unit.events.cancelled(cancelled);
    const answer = { status: 200, body: saleView(cancelled) };
    await unit.idempotency.complete(saga.origin.idempotency, answer);
    return answer;
  });
}
