import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { CacheMetrics } from './metrics.ts';

/** What is cached carries the version of its row, so that an old reader cannot undo a new writer (lesson 23). */
export interface Versioned {
  version: number;
}

export interface VersionedCache<T extends Versioned> {
  /** The cached value, or the one `load` finds, which is then kept; a dead Redis only makes it slower. */
  getOrLoad(key: string, load: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Many at once in one round trip; `load` is asked for those that are missing. */
  getOrLoadMany(
    keys: readonly string[],
    load: (missing: string[]) => Promise<Map<string, T>>,
  ): Promise<Map<string, T>>;
  /** Forgets what is older than `version` and refuses to take it back. */
  invalidate(key: string, version: number): Promise<void>;
}

export interface VersionedCacheOptions<T> {
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

export function createVersionedCache<T extends Versioned>(
  options: VersionedCacheOptions<T>,
): VersionedCache<T> {
  const { redis, name, ttlSeconds, schema, metrics } = options;
  const filling = new Map<string, Promise<T | undefined>>();
  const keyOf = (key: string) => `${name}:${key}`;

  async function readMany(keys: readonly string[]): Promise<(T | undefined)[]> {
    try {
      const entries = await redis.mget(keys.map(keyOf));
      return entries.map((entry) => {
        const value = decode(entry);
        metrics.request(name, value === undefined ? 'miss' : 'hit');
        return value;
      });
    } catch {
      for (const _ of keys) metrics.request(name, 'error');
      return keys.map(() => undefined);
    }
  }

  function decode(entry: string | null): T | undefined {
    const space = entry?.indexOf(' ') ?? -1;
    if (entry === null || space < 0) return undefined;
    const parsed = schema.safeParse(JSON.parse(entry.slice(space + 1)));
    return parsed.success ? parsed.data : undefined;
  }

  async function write(key: string, version: number, json: string): Promise<void> {
    // Jitter, so that what was filled together does not expire together.
    const ttl = Math.ceil(ttlSeconds * (0.9 + Math.random() * 0.2));
    await redis.eval(SET_IF_NEWER, 1, keyOf(key), version, json, ttl).catch(() => undefined);
  }

  function fill(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const running = filling.get(key);
    if (running !== undefined) return running;
    const fresh = load()
      .then(async (value) => {
        if (value !== undefined) await write(key, value.version, JSON.stringify(value));
        return value;
      })
      .finally(() => filling.delete(key));
    filling.set(key, fresh);
    return fresh;
  }

  return {
    getOrLoad: async (key, load) => {
      const [cached] = await readMany([key]);
      return cached ?? fill(key, load);
    },
    getOrLoadMany: async (keys, load) => {
      if (keys.length === 0) return new Map();
      const cached = await readMany(keys);
      const found = new Map<string, T>();
      cached.forEach((value, index) => {
        const key = keys[index];
        if (value !== undefined && key !== undefined) found.set(key, value);
      });
      const missing = keys.filter((key) => !found.has(key));
      if (missing.length === 0) return found;
      const loaded = await load(missing);
      for (const [key, value] of loaded) {
        found.set(key, value);
        await write(key, value.version, JSON.stringify(value));
      }
      return found;
    },
    invalidate: (key, version) => write(key, version, ''),
  };
}
