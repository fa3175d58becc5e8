import type { Actor, Answer, IdempotentRequest } from '@comptoir/service-kit';
import { AppError, assertWorksAt, stillRunning } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleNotFound } from '../domain/sale.ts';
import type { SaleUnit } from './ports.ts';

export interface Cancellation {
  saleId: string;
  reason: string;
  actor: Actor;
  clerkLimitCents: number;
  sagaFor(sale: Sale): Saga;
}

export type OpenCancellationUnit = Pick<SaleUnit, 'sales' | 'sagas' | 'registerSessions' | 'idempotency'>;

/**
 * Writes the cancellation down; money and goods go back afterwards. Throws 404 `sale.not_found`, 403
 * `location.forbidden` or, for a clerk above the limit, `sale.cancel_limit`, 409 `sale.not_cancellable` unless the sale is completed.
 */
export async function openCancellation(
  unit: OpenCancellationUnit,
  wanted: Cancellation,
  request: IdempotentRequest,
  now: Date,
): Promise<Answer | { sale: Sale; saga: Saga }> {
  const claim = await unit.idempotency.claim(request, now);
  if (claim.state === 'done') return claim.answer;
  if (claim.state === 'running') throw stillRunning();

  const sale = await unit.sales.findForUpdate(wanted.saleId);
  if (sale === undefined) throw saleNotFound();
  assertWorksAt(wanted.actor, sale.locationId);
  assertCancellable(sale, wanted);

  const cancelling: Sale = {
    ...sale,
    status: 'cancelling',
    cancellation: { reason: wanted.reason, by: wanted.actor.sub, at: now.toISOString() },
  };
  const saga = wanted.sagaFor(sale);
  await unit.sales.update(cancelling);
  await unit.sagas.add(saga);
  await unit.registerSessions.refund(cancelling);
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
