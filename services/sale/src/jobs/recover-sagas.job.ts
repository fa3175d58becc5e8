import type { Context, Logger } from '@comptoir/service-kit';
import { continueTrace, backgroundContext, traceparentOf } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { SagaDeps } from '../use-cases/ports.ts';
import { recoverSaga } from '../use-cases/recover-saga.ts';

export interface RecoverSagasJob {
  leases: {
    overdue(limit: number): Promise<string[]>;
    take(id: string, owner: string): Promise<Saga | undefined>;
  };
  sagas: SagaDeps;
  leaseOwner(): string;
  deadlineSeconds: number;
}

const BATCH = 20;
const BUDGET_MS = 10_000;

/** Takes over the sagas whose driver went silent. One that fails keeps its lease until it runs out, then is tried again. */
export function recoverSagasJob({ leases, sagas, leaseOwner, deadlineSeconds }: RecoverSagasJob) {
  return async ({ log }: Context): Promise<void> => {
    for (const id of await leases.overdue(BATCH)) {
      const saga = await leases.take(id, leaseOwner());
      if (saga === undefined) continue;
      const context = contextOf(saga, log);
      try {
        await recoverSaga(sagas, saga, deadlineSeconds, context);
        context.log.info({ sagaId: id, from: saga.state }, 'saga recovered');
      } catch (err) {
        context.log.warn({ err, sagaId: id, state: saga.state }, 'saga could not be recovered yet');
      }
    }
  };
}

/** Goes on in the trace and the name of the request that set the saga off. */
function contextOf({ origin }: Saga, log: Logger): Context {
  const trace = continueTrace(origin.traceparent);
  const context = backgroundContext({
    trace: { traceId: trace.traceId, traceparent: traceparentOf(trace) },
    log,
    budgetMs: BUDGET_MS,
    actor: origin.actor,
  });
  return { ...context, correlationId: origin.correlationId };
}
