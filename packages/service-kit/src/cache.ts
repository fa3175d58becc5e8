import { cacheEntries } from './cache-entries.ts';
import type { CacheEntriesOptions } from './cache-entries.ts';
import { nearEntries } from './near-entries.ts';

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

export interface VersionedCacheOptions<T> extends CacheEntriesOptions<T> {
  /** Where a change may be seen this much later, in ms, a process asks Redis no more often than that for the same key. */
  rememberMs?: number;
}

export function createVersionedCache<T extends Versioned>({
  rememberMs,
  ...options
}: VersionedCacheOptions<T>): VersionedCache<T> {
  const shared = cacheEntries(options);
  const onHits = (hits: number) => {
    options.metrics.request(options.name, 'hit', hits);
  };
  const entries = rememberMs === undefined ? shared : nearEntries(shared, { rememberMs, onHits });
  const filling = new Map<string, Promise<T | undefined>>();
  const keep = (key: string, value: T) => entries.write(key, value.version, value);

  /** One fill per key and process: the others wait for it (lesson 23). */
  function fill(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const running = filling.get(key);
    if (running !== undefined) return running;
    const fresh = load()
      .then(async (value) => {
        if (value !== undefined) await keep(key, value);
        return value;
      })
      .finally(() => filling.delete(key));
    filling.set(key, fresh);
    return fresh;
  }

  return {
    getOrLoad: async (key, load) => {
      const [cached] = await entries.read([key]);
      return cached ?? fill(key, load);
    },
    getOrLoadMany: async (keys, load) => {
      if (keys.length === 0) return new Map();
      const cached = await entries.read(keys);
      const found = new Map<string, T>();
      const missing: string[] = [];
      for (const [place, key] of keys.entries()) {
        const value = cached[place];
        if (value === undefined) missing.push(key);
        else found.set(key, value);
      }
      if (missing.length === 0) return found;
      const loaded = await load(missing);
      await Promise.all([...loaded].map(([key, value]) => keep(key, value)));
      return new Map([...found, ...loaded]);
    },
    invalidate: entries.bury,
  };
}
