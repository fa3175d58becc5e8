import type { Redis } from 'ioredis';
import { z } from 'zod';

/**
 * Ids of the carts one person may have parked, by the time they parked them. Only a hint of where to look: what is on it
 * and not parked is skipped, so that a cart and this list need not change in one step (nor live on one node).
 */
export function parkedIndex(redis: Redis) {
  const keyOf = (owner: string) => `parked-carts:${owner}`;
  return {
    /** Answers how many are on the list then; those parked longer ago than a cart lives are gone from it. */
    add: async (owner: string, id: string, now: Date, ttlSeconds: number): Promise<number> => {
      const replies = await redis
        .multi()
        .zremrangebyscore(keyOf(owner), '-inf', now.getTime() - ttlSeconds * 1000)
        .zadd(keyOf(owner), 'NX', now.getTime(), id)
        .expire(keyOf(owner), ttlSeconds)
        .zcard(keyOf(owner))
        .exec();
      return z.number().parse(replies?.at(-1)?.[1]);
    },
    remove: async (owner: string, ids: readonly string[]): Promise<void> => {
      if (ids.length > 0) await redis.zrem(keyOf(owner), ...ids);
    },
    ids: (owner: string): Promise<string[]> => redis.zrange(keyOf(owner), 0, -1),
  };
}
