import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testRedis } from '@comptoir/test-kit';
import type { TestRedis } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { z } from 'zod';
import { createVersionedCache } from '../src/cache.ts';
import { createMetrics } from '../src/metrics.ts';
import { openCacheRedis } from '../src/redis.ts';
import { aDoor } from './kit-service.ts';

const cup = z.object({ name: z.string(), version: z.int() });
type Cup = z.infer<typeof cup>;

let place: TestRedis;
let redis: Redis;
let metrics: ReturnType<typeof createMetrics>;

beforeEach(async () => {
  place = await testRedis();
  redis = new Redis(place.cacheUrl);
  metrics = createMetrics();
});
afterEach(async () => {
  redis.disconnect();
  await place.drop();
});

const aCache = (on: Redis = redis, options: { rememberMs?: number } = {}) =>
  createVersionedCache<Cup>({
    redis: on,
    name: 'cup',
    ttlSeconds: 60,
    schema: cup,
    metrics: metrics.cache,
    ...options,
  });
const v = (version: number): Cup => ({ name: `v${version}`, version });
const loading = (value: Cup | undefined) => async () => Promise.resolve(value);
const never = () => Promise.reject(new Error('loaded again'));
const outcomes = async () => {
  const { values } = (await metrics.registry.getSingleMetric('cache_requests_total')?.get()) ?? {
    values: [],
  };
  return Object.fromEntries(values.map(({ labels, value }) => [labels['outcome'], value]));
};

test('what was loaded once is not loaded again, by another process neither', async () => {
  await aCache().getOrLoad('1', loading(v(1)));

  expect(await aCache().getOrLoad('1', never)).toEqual(v(1));
  expect(await outcomes()).toEqual({ miss: 1, hit: 1, error: 0 });
});

test('what is not there is not kept', async () => {
  const cache = aCache();

  const first = await cache.getOrLoad('1', loading(undefined));
  const second = await cache.getOrLoad('1', loading(v(1)));

  expect([first, second]).toEqual([undefined, v(1)]);
});

test('a write forgets what is older', async () => {
  const cache = aCache();
  await cache.getOrLoad('1', loading(v(1)));

  await cache.invalidate('1', 2);

  expect(await cache.getOrLoad('1', loading(v(2)))).toEqual(v(2));
  expect(await cache.getOrLoad('1', never)).toEqual(v(2));
});

test('a reader who saw the old row cannot undo a writer who was faster', async () => {
  const cache = aCache();
  const door = aDoor();
  const reading = cache.getOrLoad('1', async () => {
    await door.opened;
    return v(1);
  });

  await aCache().invalidate('1', 2);
  door.open();
  await reading;

  expect(await aCache().getOrLoad('1', loading(v(2)))).toEqual(v(2));
});

test('a reader who is late cannot bring back an older version over a newer one', async () => {
  await aCache().getOrLoad('1', loading(v(3)));

  await aCache().getOrLoadMany(['1', '2'], async () => Promise.resolve(new Map([['2', v(1)]])));
  await redis.del('cup:1');
  await aCache().getOrLoad('1', loading(v(5)));
  await aCache().invalidate('1', 4);

  expect(await aCache().getOrLoad('1', never)).toEqual(v(5));
});

test('a hundred who ask for one thing at once cause one load', async () => {
  const cache = aCache();
  const door = aDoor();
  let loads = 0;
  const load = async () => {
    loads += 1;
    await door.opened;
    return v(1);
  };

  const asked = Array.from({ length: 100 }, () => cache.getOrLoad('1', load));
  door.open();

  expect(await Promise.all(asked)).toEqual(Array.from({ length: 100 }, () => v(1)));
  expect(loads).toBe(1);
});

test('a load that fails fails for those who waited, and is tried again by the next', async () => {
  const cache = aCache();
  const failing = [cache.getOrLoad('1', never), cache.getOrLoad('1', never)];

  await Promise.all(failing.map((asked) => expect(asked).rejects.toThrow('loaded again')));

  expect(await cache.getOrLoad('1', loading(v(1)))).toEqual(v(1));
});

test('of many only the missing are loaded, in one go, and what is nowhere is left out', async () => {
  const cache = aCache();
  await cache.getOrLoad('1', loading(v(1)));
  const asked: string[][] = [];
  const load = async (missing: string[]) => {
    asked.push(missing);
    return Promise.resolve(new Map([['2', v(2)]]));
  };

  const found = await cache.getOrLoadMany(['1', '2', '3'], load);
  const again = await cache.getOrLoadMany(['2', '1'], never);
  const none = await cache.getOrLoadMany([], never);

  expect([...found]).toEqual([
    ['1', v(1)],
    ['2', v(2)],
  ]);
  expect(asked).toEqual([['2', '3']]);
  expect([...again.keys()]).toEqual(['2', '1']);
  expect(none.size).toBe(0);
});

test.each([
  ['of another shape', '7 {"title":"a cup of another release"}'],
  ['that is no JSON', '7 {"name":'],
  ['that is not ours', 'hello'],
])('an entry %s is a miss, and spoils no other', async (_, entry) => {
  await aCache().getOrLoad('2', loading(v(2)));
  await redis.set('cup:1', entry);

  const found = await aCache().getOrLoadMany(['1', '2'], async () => Promise.resolve(new Map([['1', v(8)]])));

  expect(found.get('1')).toEqual(v(8));
  expect(found.get('2')).toEqual(v(2));
});

test('entries end by themselves, not all at the same moment', async () => {
  const cache = aCache();
  const keys = Array.from({ length: 30 }, (_, index) => String(index));
  for (const key of keys) await cache.getOrLoad(key, loading(v(1)));

  const ttls = await Promise.all(keys.map((key) => redis.ttl(`cup:${key}`)));

  expect(Math.min(...ttls)).toBeGreaterThan(50);
  expect(Math.max(...ttls)).toBeLessThanOrEqual(66);
  expect(new Set(ttls).size).toBeGreaterThan(2);
});

test('a dead Redis makes it slower, never wrong: every read is loaded, within a moment', async () => {
  const dead = openCacheRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
  const cache = aCache(dead);
  const startedAt = performance.now();

  const first = await cache.getOrLoad('1', loading(v(1)));
  const second = await cache.getOrLoad('1', loading(v(2)));
  const many = await cache.getOrLoadMany(['1'], async () => Promise.resolve(new Map([['1', v(3)]])));
  await cache.invalidate('1', 4);
  const tookMs = performance.now() - startedAt;
  dead.disconnect();

  expect([first, second, many.get('1')]).toEqual([v(1), v(2), v(3)]);
  expect(tookMs).toBeLessThan(1_000);
  expect(await outcomes()).toEqual({ error: 3, hit: 0, miss: 0 });
});

describe('with a memory of its own', () => {
  const aRememberingCache = () => aCache(redis, { rememberMs: 60_000 });

  test('what was just read is not asked of Redis again, and counts as a hit', async () => {
    await aCache().getOrLoad('1', loading(v(1)));
    const cache = aRememberingCache();
    await cache.getOrLoad('1', never);
    await redis.flushdb();

    const found = await cache.getOrLoadMany(['1', '2'], async () => Promise.resolve(new Map([['2', v(2)]])));

    expect([...found]).toEqual([
      ['1', v(1)],
      ['2', v(2)],
    ]);
    expect(await outcomes()).toEqual({ miss: 2, hit: 2, error: 0 });
  });

  test('a change of its own is seen at once, a change elsewhere when the memory ends', async () => {
    const cache = aRememberingCache();
    const brief = aCache(redis, { rememberMs: 50 });
    await cache.getOrLoad('1', loading(v(1)));
    await brief.getOrLoad('1', never);

    await cache.invalidate('1', 2);

    expect(await cache.getOrLoad('1', loading(v(2)))).toEqual(v(2));
    await sleep(80);
    expect(await brief.getOrLoad('1', never)).toEqual(v(2));
  });
});
