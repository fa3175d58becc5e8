import type { Logger } from '@comptoir/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { backoffMs } from '../loop/loop.ts';
import type { ConsumerMetrics } from '../metrics.ts';
import type { StreamEntry } from '../redis/stream-replies.ts';
import type { Attempt } from './attempt.ts';
import { readEntry } from './delivery.ts';
import type { Delivery, HandlersByType, Unreadable } from './delivery.ts';

export interface CourierParts {
  attempt: Attempt;
  consumer: string;
  source: string;
  handlers: HandlersByType;
  letters: DeadLetters;
  metrics: ConsumerMetrics;
  log: Logger;
  /** How often an event may fail, alone, before it becomes a dead letter. */
  attempts: number;
  signal: AbortSignal;
}

/** Resolves when each entry was applied, was known already, is nobody's business here, or became a dead letter. */
export type Deliver = (entries: readonly StreamEntry[]) => Promise<void>;

/**
 * Applies a batch in one transaction. When that fails, each event gets a transaction of its own and several attempts, so
 * that a poisonous one takes no other with it.
 */
export function courier(parts: CourierParts): Deliver {
  const { attempt, consumer, source, handlers, letters, metrics, log, attempts, signal } = parts;

  const bury = async ({ entryId, type, json, reason }: Unreadable, err?: unknown): Promise<void> => {
    await letters.add({ source, entryId, type, reason, event: json });
    metrics.consumed(consumer, type, 'dead');
    log.error({ err, consumer, source, entryId, type, reason }, 'event became a dead letter');
  };

  const attemptEach = async (deliveries: Iterable<Delivery>): Promise<Map<Delivery, unknown>> => {
    const failed = new Map<Delivery, unknown>();
    for (const delivery of deliveries) {
      const failure = await attempt([delivery]);
      if (failure === undefined) continue;
      metrics.consumed(consumer, delivery.event.type, 'failed');
      failed.set(delivery, failure.error);
    }
    return failed;
  };

  const applyAll = async (deliveries: readonly Delivery[]): Promise<void> => {
    if (deliveries.length === 0 || (await attempt(deliveries)) === undefined) return;
    let failed = await attemptEach(deliveries);
    for (let round = 1; round < attempts && failed.size > 0; round += 1) {
      await sleep(backoffMs(round), undefined, { signal });
      failed = await attemptEach(failed.keys());
    }
    for (const [delivery, error] of failed) await bury(unappliable(delivery, attempts, error), error);
  };

  return async (entries) => {
    const deliveries: Delivery[] = [];
    for (const entry of entries) {
      const read = readEntry(entry, handlers);
      if (read === undefined) continue;
      if ('event' in read) deliveries.push(read);
      else await bury(read);
    }
    await applyAll(deliveries);
  };
}

function unappliable({ entryId, json, event }: Delivery, attempts: number, error: unknown): Unreadable {
  const cause = error instanceof Error ? error.message : 'unknown';
  return { entryId, json, type: event.type, reason: `failed ${attempts} times: ${cause}` };
}
