import type { Database } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { every } from '../loop/every.ts';
import { atLeast } from '../loop/rest.ts';
import type { Pause } from '../loop/rest.ts';
import type { ConsumerMetrics } from '../metrics.ts';
import { streamOf } from '../redis/keys.ts';
import { groupsReply } from '../redis/stream-replies.ts';
import { purgeInbox } from './inbox.repository.ts';

export interface HousekeepingParts {
  database: Database;
  redis: Redis;
  consumer: string;
  sources: readonly string[];
  letters: DeadLetters;
  metrics: ConsumerMetrics;
  housekeepingMs: number;
  inboxRetentionSeconds: number;
  /** False while entries wait: an old copy of an old event may be among them, and only the inbox would know it. */
  hasCaughtUp: () => boolean;
}

/** Counts what waits and what died, and forgets old claims. */
export function consumerHousekeeping(parts: HousekeepingParts): () => Promise<Pause> {
  const {
    database,
    redis,
    consumer,
    sources,
    letters,
    metrics,
    housekeepingMs,
    inboxRetentionSeconds,
    hasCaughtUp,
  } = parts;
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
      while ((await purgeInbox(database, inboxRetentionSeconds)) > 0);
    }
    return atLeast(housekeepingMs);
  };
}
