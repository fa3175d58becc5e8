import type { Database } from '@comptoir/service-kit';
import type { Delivery } from './delivery.ts';
import { claim } from './inbox.repository.ts';
import { runsOf } from './runs.ts';

/** Applies what this consumer has not applied yet, in one transaction; answers those deliveries. */
export function applyOnce(
  database: Database,
  consumer: string,
  deliveries: readonly Delivery[],
): Promise<Set<Delivery>> {
  return database.inTransaction(async (trx) => {
    const unclaimed = await claim(
      trx,
      consumer,
      deliveries.map(({ event }) => event.id),
    );
    // `delete` also keeps the second copy out when a batch holds one event twice.
    const fresh = deliveries.filter(({ event }) => unclaimed.delete(event.id));
    for (const run of runsOf(fresh)) {
      const events = run.map(({ event }) => event);
      await run[0]?.handler.apply(trx, events);
    }
    return new Set(fresh);
  });
}
