import type { Logger, Tracer } from '@comptoir/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../loop/loop.ts';
import type { ConsumerMetrics } from '../metrics.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import { isEnvironmental } from './environment-errors.ts';
import { traced } from './traced-batch.ts';

export interface AttemptParts {
  effects: Pick<Effects, 'apply'>;
  consumer: string;
  metrics: ConsumerMetrics;
  tracer: Tracer;
  log: Logger;
  /** Ends waiting, and with it the attempt, when the process stops. */
  signal: AbortSignal;
}

/** Applies deliveries in one transaction; answers the failure when it is their own. */
export type Attempt = (deliveries: readonly Delivery[]) => Promise<{ error: unknown } | undefined>;

/** A database that is away is waited for, as long as it takes: no event is to blame for it. */
export function attempter({ effects, consumer, metrics, tracer, log, signal }: AttemptParts): Attempt {
  return async (deliveries) => {
    for (let failures = 1; ; failures += 1) {
      try {
        const applied = await traced(tracer, consumer, deliveries, () => effects.apply(deliveries));
        for (const delivery of deliveries) {
          metrics.consumed(consumer, delivery.event.type, applied.has(delivery) ? 'applied' : 'duplicate');
        }
        return undefined;
      } catch (error) {
        if (!isEnvironmental(error)) return { error };
        if (failures === 1) log.warn({ err: error, consumer }, 'events wait for the database');
        await sleep(backoffMs(failures), undefined, { signal });
      }
    }
  };
}
