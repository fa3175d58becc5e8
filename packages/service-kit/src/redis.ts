import { Redis } from 'ioredis';
import type { Logger } from 'pino';

const connecting = {
  retryStrategy: (tries: number) => Math.min(tries * 100, 2_000),
  // Of a connection that was lost before it was given up, ioredis would await the end for 2 s, and keep the process up.
  disconnectTimeout: 200,
};

/** A cache may vanish at any moment: fail within 100 ms instead of queueing (lesson 25). */
export function openCacheRedis(url: string, log: Logger): Redis {
  return watched(
    new Redis(url, {
      enableOfflineQueue: false,
      commandTimeout: 100,
      maxRetriesPerRequest: 0,
      ...connecting,
    }),
    'redis-cache',
    log,
  );
}

/**
 * Carts and streams: wait a little for a broker that restarts, then say no. A command whose answer was lost fails: with
 * retries, ioredis would send it again, and what it adds might be added twice.
 */
export function openDataRedis(url: string, log: Logger): Redis {
  return watched(
    new Redis(url, {
      commandTimeout: 2_000,
      maxRetriesPerRequest: 0,
      ...connecting,
    }),
    'redis-data',
    log,
  );
}

function watched(redis: Redis, name: string, log: Logger): Redis {
  let down = false;
  redis.on('error', (err: Error) => {
    if (down) return;
    down = true;
    log.warn({ err, dependency: name }, 'redis connection lost');
  });
  redis.on('ready', () => {
    if (down) log.info({ dependency: name }, 'redis connection back');
    down = false;
  });
  return redis;
}
