import type { Context } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { SagaDeps } from './ports.ts';

/** Writes a saga's step down by itself. Throws 409 `idempotency.in_progress` when another process took the saga over. */
export async function saveStep({ inTransaction }: SagaDeps, saga: Saga, context: Context): Promise<void> {
  await inTransaction(context, (unit) => unit.sagas.save(saga));
}
