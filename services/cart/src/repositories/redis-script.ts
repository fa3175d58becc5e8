import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Runs a script by its digest; a Redis that does not know it yet, or any more, is sent the text once. */
export function redisScript(redis: Redis, text: string) {
  const digest = createHash('sha1').update(text).digest('hex');
  return async (key: string, ...args: readonly (string | number)[]): Promise<unknown> => {
    try {
      return await redis.evalsha(digest, 1, key, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(text, 1, key, ...args);
    }
  };
}
