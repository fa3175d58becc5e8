import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { CacheMetrics } from './metrics.ts';

export interface CacheEntries<T> {
  /** A value or a gap for each key, in their order. */
  read(keys: readonly string[]): Promise<(T | undefined)[]>;
  write(key: string, version: number, value: T): Promise<void>;
  /** Leaves a tombstone: what is older than `version` is gone and is not taken back. */
  bury(key: string, version: number): Promise<void>;
}

export interface CacheEntriesOptions<T> {
  redis: Redis;
  /** Name in metrics and first part of every key. */
  name: string;
  ttlSeconds: number;
  schema: z.ZodType<T>;
  metrics: CacheMetrics;
}

// Entry: `<version> <json>`, or `<version>` alone as the tombstone a write leaves behind.
const SET_IF_NEWER = `
local current = redis.call('GET', KEYS[1])
if current then
  local version = tonumber(string.match(current, '^%d+'))
  if version > tonumber(ARGV[1]) then return 0 end
  if version == tonumber(ARGV[1]) and ARGV[2] == '' then return 0 end
end
local entry = ARGV[1]
if ARGV[2] ~= '' then entry = entry .. ' ' .. ARGV[2] end
redis.call('SET', KEYS[1], entry, 'EX', ARGV[3])
return 1`;

/** What Redis holds of one cache. It never throws: a dead Redis reads as empty and takes nothing (lesson 25). */
export function cacheEntries<T>(options: CacheEntriesOptions<T>): CacheEntries<T> {
  const { redis, name, ttlSeconds, schema, metrics } = options;
  const keyOf = (key: string) => `${name}:${key}`;
  metrics.known(name);

  async function set(key: string, version: number, json: string): Promise<void> {
    // Jitter, so that what was filled together does not expire together.
    const ttl = Math.ceil(ttlSeconds * (0.9 + Math.random() * 0.2));
    await redis.eval(SET_IF_NEWER, 1, keyOf(key), version, json, ttl).catch(() => undefined);
  }

  return {
    read: async (keys) => {
      const entries = await redis.mget(keys.map(keyOf)).catch(() => undefined);
      return keys.map((_, index) => {
        const value = entries && decode(entries[index] ?? '', schema);
        metrics.request(name, entries === undefined ? 'error' : value === undefined ? 'miss' : 'hit');
        return value;
      });
    },
    write: (key, version, value) => set(key, version, JSON.stringify(value)),
    bury: (key, version) => set(key, version, ''),
  };
}

/** Undefined for a gap, a tombstone, and what an older release of the service has written in another shape. */
function decode<T>(entry: string, schema: z.ZodType<T>): T | undefined {
  const space = entry.indexOf(' ');
  if (space < 0) return undefined;
  try {
    return schema.safeParse(JSON.parse(entry.slice(space + 1))).data;
  } catch {
    return undefined;
  }
}
