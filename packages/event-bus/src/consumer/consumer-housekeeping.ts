import type { Redis } from 'ioredis';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { every } from '../loop/every.ts';
import { atLeast } from '../loop/rest.ts';
import type { Pause } from '../loop/rest.ts';
import type { ConsumerMetrics } from '../metrics.ts';
import { streamOf } from '../redis/keys.ts';
import { countReply } from '../redis/stream-replies.ts';
import { LAG } from '../redis/stream-scripts.ts';
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

/** Entries counted one by one: a short stop of the broker, and enough to know a small lag from none. */
const COUNTED = 1_000;

/** Counts what waits and what died, and forgets old claims. */
export function consumerHousekeeping(parts: HousekeepingParts): () => Promise<Pause> {
  const { redis, consumer, sources, letters, metrics, housekeepingMs, effects, hasCaughtUp } = parts;
  const purgeIsDue = every(housekeepingMs * 6);

  const lagOn = async (source: string): Promise<number> =>
    countReply(await redis.eval(LAG, 1, streamOf(source), consumer, COUNTED));

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
