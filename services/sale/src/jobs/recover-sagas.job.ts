import type { Context, Tracer } from '@comptoir/service-kit';
import { isTransient, resume } from '@comptoir/service-kit';
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
  tracer: Tracer;
}

const BATCH = 20;
const BUDGET_MS = 10_000;

/**
 * Takes over the sagas whose driver went silent. One that fails for want of a neighbour is tried again in the next round,
 * because a customer may be waiting; any other keeps its lease until it runs out.
 */
export function recoverSagasJob({ leases, sagas, leaseOwner, deadlineSeconds, tracer }: RecoverSagasJob) {
  return async ({ log }: Context): Promise<void> => {
    for (const id of await leases.overdue(BATCH)) {
      const saga = await leases.take(id, leaseOwner());
      if (saga === undefined) continue;
      const about = { sagaId: id, state: saga.state };
      const how = { origin: saga.origin, name: `recover ${saga.kind}`, about, log, budgetMs: BUDGET_MS };
      await resume(tracer, how, async (context) => {
        try {
          await recoverSaga(sagas, saga, deadlineSeconds, context);
        } catch (error) {
          if (isTransient(error)) await sagas.inTransaction(context, (unit) => unit.sagas.surrender(saga));
          throw error;
        }
        context.log.info(about, 'saga recovered');
      });
    }
  };
}
