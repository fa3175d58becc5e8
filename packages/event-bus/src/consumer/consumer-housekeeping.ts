import type { Redis } from 'ioredis';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { every } from '../loop/every.ts';
import { atLeast } from '../loop/rest.ts';
import type { Pause } from '../loop/rest.ts';
import type { ConsumerMetrics } from '../metrics.ts';
import { streamOf } from '../redis/keys.ts';
import { groupsReply } from '../redis/stream-replies.ts';
import type { Effects } from './effects.ts';

export interface HousekeepingParts {
  redis: Redis;
  consumer: string;
  sources: readonly string[];
  letters: DeadLetters;
  metrics: ConsumerMetrics;
  housekeepingMs: number;
  effects: Pick<Effects, 'purge'>;
  /** False while entries wait: an old copy of an old event may be among them, and only the inbox would know it. */
  hasCaughtUp: () => boolean;
}

/** Counts what waits and what died, and forgets old claims. */
export function consumerHousekeeping(parts: HousekeepingParts): () => Promise<Pause> {
  const { redis, consumer, sources, letters, metrics, housekeepingMs, effects, hasCaughtUp } = parts;
  const purgeIsDue = every(housekeepingMs * 6);

  const lagOn = async (source: string): Promise<number> => {
    const groups = groupsReply(await redis.xinfo('GROUPS', streamOf(source)));
    const group = groups.find(({ name }) => name === consumer);
    return group === undefined ? 0 : group.pending + (group.undelivered ?? 0);
  };

  return async () => {
    const lags = await Promise.all(sources.map(lagOn));
    metrics.lag(
      consumer,
      lags.reduce((sum, lag) => sum + lag, 0),
    );
    metrics.deadLetters(consumer, await letters.count());
    if (hasCaughtUp() && purgeIsDue()) {
      while ((await effects.purge()) > 0);
    }
    return atLeast(housekeepingMs);
  };
}
