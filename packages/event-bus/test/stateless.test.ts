import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { repeatable, startStatelessConsumer } from '../src/index.ts';
import type { Consumer } from '../src/index.ts';
import { cupSold, cups, eventWorld } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
let running: Consumer[];
beforeEach(async () => {
  world = await eventWorld();
  world.relay();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  await world.stop();
});

/** A consumer that has nothing but the broker; `forget` is its effect on one cup. */
function listen(forget: (cup: string) => void, replica = 'window-1') {
  const { redis, log, metrics, tracer } = world;
  const forgetCups = repeatable(cupSold, (events) => {
    for (const { data } of events) forget(data.cup);
    return Promise.resolve();
  });
  const consumer = startStatelessConsumer({
    redis,
    log,
    metrics,
    tracer,
    consumer: 'window',
    replica,
    subscriptions: { shop: [forgetCups] },
    pace: { blockMs: 200, attempts: 2, housekeepingMs: 50, batchEntries: 5 },
  });
  running.push(consumer);
  return consumer;
}

test('every event reaches one of the replicas, those published before they came too', async () => {
  const [first, second]: [string[], string[]] = [[], []];
  await world.sell(cups(10));
  await waitUntil(async () => (await world.onStream()).length === 10);

  listen((cup) => first.push(cup));
  listen((cup) => second.push(cup), 'window-2');
  await world.sell(cups(30).slice(10));

  await waitUntil(() => first.length + second.length >= 30);
  expect([...first, ...second].toSorted((a, b) => a.localeCompare(b))).toEqual(cups(30));
});

test('a copy takes effect again', async () => {
  const forgotten: string[] = [];
  listen((cup) => forgotten.push(cup));
  await world.sell(['cup-1']);
  await waitUntil(() => forgotten.length === 1);
  const [entry] = await world.redis.xrange('events:shop', '-', '+');

  await world.redis.xadd('events:shop', '*', ...(entry?.[1] ?? []));

  await waitUntil(() => forgotten.length === 2);
  expect(forgotten).toEqual(['cup-1', 'cup-1']);
  expect(await world.metric('events_consumed_total', { consumer: 'window', outcome: 'applied' })).toBe(2);
});

test('an event that cannot be applied becomes a dead letter, which a person can replay, and stops no other', async () => {
  const forgotten = new Set<string>();
  let spoilt = true;
  const consumer = listen((cup) => {
    if (spoilt && cup === 'cup-0001') throw new Error('stuck');
    forgotten.add(cup);
  });
  await world.sell(cups(3));
  const [letter] = await waitUntil(async () => {
    const letters = await consumer.deadLetters.list(10);
    return letters.length === 1 && letters;
  });
  expect([...forgotten]).toEqual(['cup-0000', 'cup-0002']);

  spoilt = false;
  const outcome = await consumer.deadLetters.replay(letter?.id ?? '');

  expect(letter).toMatchObject({ source: 'shop', type: 'cup.sold.v1', reason: 'failed 2 times: stuck' });
  expect(outcome).toBe('applied');
  expect(forgotten.has('cup-0001')).toBe(true);
  expect(await consumer.deadLetters.list(10)).toEqual([]);
});

test('what waits and what died is counted as for any consumer', async () => {
  listen(() => {
    throw new Error('stuck');
  });
  await world.sell(['cup-1']);

  const dead = await waitUntil(() => world.metric('event_dead_letters', { consumer: 'window' }));

  expect(dead).toBe(1);
  await waitUntil(async () => (await world.metric('event_stream_lag', { consumer: 'window' })) === 0);
  expect(await world.count('inbox')).toBe(0);
});
