import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startProxy, waitUntil } from '@comptoir/test-kit';
import { handler, oneByOne } from '../src/index.ts';
import { cupSold, cups, eventWorld, openRedis } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

/** Three events that were handed to this member of the group, and not acknowledged. */
async function threeCupsLieWith(member: string): Promise<void> {
  world.relay();
  await world.sell(cups(3));
  await waitUntil(async () => (await world.onStream()).length === 3);
  await world.redis.xgroup('CREATE', 'events:shop', 'books', '0');
  await world.redis.xreadgroup('GROUP', 'books', member, 'COUNT', 10, 'STREAMS', 'events:shop', '>');
}

test('what a replica died with is taken over by another', async () => {
  await threeCupsLieWith('dead');

  world.consumer({ pace: { abandonedAfterMs: 100 } });

  await world.soldAll(3);
  await world.settled();
  expect(await world.sold()).toEqual(cups(3));
});

test('a replica that comes back finishes what it had begun', async () => {
  await threeCupsLieWith('books-1');

  world.consumer();

  await world.soldAll(3);
  await world.settled();
  expect(await world.sold()).toEqual(cups(3));
});

test('stopping finishes the batch in hand', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached = false;
  const slow = handler(
    cupSold,
    oneByOne(async (trx, { id, data }) => {
      reached = true;
      await held;
      await world.record(trx, id, data.cup);
    }),
  );
  const consumer = world.consumer({ subscriptions: { shop: [slow] } });
  world.relay();
  await world.sell(['cup-1']);
  await waitUntil(() => reached);

  const stopped = consumer.stop();
  release();
  await stopped;

  expect(await world.sold()).toEqual(['cup-1']);
  await world.settled();
});

test('whatever comes at the moment of stopping is finished, or left to others', async () => {
  world.relay();
  await world.sell(['cup-1']);
  const [entry] = await waitUntil(async () => {
    const entries = await world.redis.xrange('events:shop', '-', '+');
    return entries.length === 1 && entries;
  });
  const unfinished = async () => {
    const [count] = await world.redis.xpending('events:shop', 'books');
    return count;
  };

  const another = openRedis(world.redisUrl);
  const db = new URL(world.redisUrl).pathname.slice(1) || '0';
  const isReading = async () =>
    String(await another.client('LIST'))
      .split('\n')
      .some(
        (line) =>
          line.includes(` db=${db} `) && line.includes(' cmd=xreadgroup ') && / flags=\w*b/.test(line),
      );

  for (const round of [1, 2, 3, 4, 5]) {
    const consumer = world.consumer({ replica: `books-${round}`, pace: { blockMs: 5_000 } });
    await waitUntil(isReading);
    await Promise.all([another.xadd('events:shop', '*', ...(entry?.[1] ?? [])), consumer.stop()]);

    expect(await unfinished()).toBe(0);
  }
  another.disconnect();
});

test('a consumer stops also while its broker is away', async () => {
  const proxy = await startProxy(Number(new URL(world.redisUrl).port));
  const redis = openRedis(world.through(proxy.port), 60_000);
  world.relay();
  const consumer = world.consumer({ redis });
  await world.sell(['cup-1']);
  await world.soldAll(1);
  proxy.cut();
  await waitUntil(() => redis.status === 'reconnecting');

  await expect(consumer.stop()).resolves.toBeUndefined();

  redis.disconnect();
  await proxy.close();
});
