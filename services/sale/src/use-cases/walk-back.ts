import type { Context } from '@comptoir/service-kit';
import { AppError, isTransient } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { advance } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import type { SagaDeps } from './ports.ts';
import { saveStep } from './save-step.ts';

const COMPENSATION_BUDGET_MS = 4_000;

/**
 * Undoes a checkout that failed for `cause`: money back, goods back, sale refused. Answers the error to throw.
 * When the undoing itself fails the saga stays `compensating`, and the recovery loop goes on until it nets to zero.
 */
export async function walkBack(
  deps: SagaDeps,
  saga: Saga,
  sale: Sale,
  cause: unknown,
  context: Context,
): Promise<unknown> {
  const error = asAppError(cause);
  // Undoing must not be cut short by a deadline that has just passed.
  const patient = { ...context, deadline: performance.now() + COMPENSATION_BUDGET_MS };
  const compensating = advance(saga, 'compensating', error.code, deps.now());
  try {
    await saveStep(deps, compensating, patient);
    await undo(deps, compensating, sale, error, patient);
  } catch (err) {
    context.log.warn({ err, sagaId: saga.id, traceId: context.traceId }, 'compensation is left to recovery');
    // Without a database to write this to, the lease simply runs out.
    await deps.inTransaction(patient, (unit) => unit.sagas.surrender(compensating)).catch(() => undefined);
  }
  return cause;
}

/** Gives back what a `compensating` saga may have taken, then closes it. */
export async function undo(
  deps: SagaDeps,
  saga: Saga,
  sale: Sale,
  error: AppError,
  context: Context,
): Promise<void> {
  for (const { chargeId } of sale.tenders) {
    if (chargeId !== undefined) await deps.payments.refund(chargeId, sale, error.code, context);
  }
  await deps.stock.release(sale, context);
  await close(deps, saga, sale, error, context);
}

/** Refuses a sale of which nothing was taken yet. Answers the refusal to throw. */
export async function refuseSale(
  deps: SagaDeps,
  saga: Saga,
  sale: Sale,
  refusal: AppError,
  context: Context,
): Promise<AppError> {
  await close(deps, advance(saga, 'compensating', refusal.code, deps.now()), sale, refusal, context);
  return refusal;
}

async function close(
  { inTransaction, now }: SagaDeps,
  saga: Saga,
  sale: Sale,
  error: AppError,
  context: Context,
): Promise<void> {
  await inTransaction(context, async (unit) => {
    await unit.sagas.save(advance(saga, 'cancelled', 'nothing is left behind', now()));
    await unit.sales.update({
      ...sale,
      status: 'refused',
      refusal: { code: error.code, detail: error.message },
    });
    const request = saga.origin.idempotency;
    // A decision is kept for whoever asks again; bad luck is not: the till may try again with the same key.
    if (isDecision(error)) await unit.idempotency.refuse(request, error);
    else await unit.idempotency.release(request);
  });
}

function isDecision(error: AppError): boolean {
  return !isTransient(error) && error.kind !== 'internal';
}

function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('internal', 'internal.error', 'The sale failed on our side.', { cause });
}
