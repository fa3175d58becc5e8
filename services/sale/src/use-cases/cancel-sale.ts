import type { Actor, Answer, Context, IdempotentRequest } from '@comptoir/service-kit';
import { isTransient } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { newSaga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import { openCancellation } from './open-cancellation.ts';
import type { SagaDeps } from './ports.ts';
import { runCancellation } from './run-cancellation.ts';

export interface CancelDeps extends SagaDeps {
  clerkLimitCents: number;
  /** A new name for each saga this process drives. */
  leaseOwner(): string;
  newId(): string;
}

/** Cancels a sale: written down first, then money and goods go back. Throws what `openCancellation` throws. */
export async function cancelSale(
  deps: CancelDeps,
  { saleId, reason }: { saleId: string; reason: string },
  request: IdempotentRequest,
  actor: Actor,
  context: Context,
): Promise<Answer> {
  const { clerkLimitCents } = deps;
  const sagaFor = (sale: Sale) => sagaOf(deps, sale, request, actor, context);
  const opened = await deps.inTransaction(context, (unit) =>
    openCancellation(unit, { saleId, reason, actor, clerkLimitCents, sagaFor }, request, context.now),
  );
  return 'status' in opened ? opened : finishNowOrLater(deps, opened.saga, opened.sale, context);
}

/** Written down, it will be finished in any case: when a service is away right now, the answer says so instead of failing. */
async function finishNowOrLater(
  deps: SagaDeps,
  saga: Saga,
  cancelling: Sale,
  context: Context,
): Promise<Answer> {
  try {
    return await runCancellation(deps, saga, cancelling, context);
  } catch (error) {
    if (!isTransient(error)) throw error;
    await deps.inTransaction(context, (unit) => unit.sagas.surrender(saga));
    return { status: 202, body: saleView(cancelling) };
  }
}

function sagaOf(
  { newId, leaseOwner }: CancelDeps,
  { id: saleId, locationId }: Sale,
  idempotency: IdempotentRequest,
  actor: Actor,
  { traceparent, correlationId, now }: Context,
): Saga {
  return newSaga(
    {
      id: newId(),
      kind: 'cancellation',
      saleId,
      locationId,
      origin: { traceparent, correlationId, actor, idempotency },
      leaseOwner: leaseOwner(),
      startedAt: now,
    },
    'a person asked to cancel',
  );
}
