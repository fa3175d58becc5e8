import { LRUCache } from 'lru-cache';
import type { CacheEntries } from './cache-entries.ts';

export interface NearOptions {
  /** How long a process trusts what it has just read or written, in ms: a change elsewhere is seen that much later at most. */
  rememberMs: number;
  onHits(hits: number): void;
}

const MOST_REMEMBERED = 1_000;

/** Entries with a short memory in front of them: under load a process asks Redis for each key once in `rememberMs`. */
export function nearEntries<T extends { version: number }>(
  far: CacheEntries<T>,
  { rememberMs, onHits }: NearOptions,
): CacheEntries<T> {
  const known = new LRUCache<string, T>({ max: MOST_REMEMBERED, ttl: rememberMs });

  function remember(key: string, value: T): void {
    if ((known.get(key)?.version ?? 0) <= value.version) known.set(key, value);
  }

  return {
    read: async (keys) => {
      const values = keys.map((key) => known.get(key));
      const unknown = keys.filter((_, place) => values[place] === undefined);
      onHits(keys.length - unknown.length);
      if (unknown.length === 0) return values;
      const read = await far.read(unknown);
      const found = new Map(unknown.map((key, place) => [key, read[place]]));
      for (const [key, value] of found) if (value !== undefined) remember(key, value);
      return keys.map((key, place) => values[place] ?? found.get(key));
    },
    write: async (key, version, value) => {
      remember(key, value);
      await far.write(key, version, value);
    },
    bury: async (key, version) => {
      known.delete(key);
      await far.bury(key, version);
    },
  };
}
