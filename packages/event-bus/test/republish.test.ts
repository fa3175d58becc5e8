import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { eventStream } from '../src/relay/event-stream.ts';
import { relayLeaseRepository } from '../src/relay/relay-lease.repository.ts';
import { cups, eventWorld } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

const STREAM = 'events:shop';
const length = () => world.redis.xlen(STREAM);
const soldAll = (count: number) => waitUntil(async () => (await world.sold()).length >= count);
const subjects = async () => (await world.onStream()).map(({ subject }) => subject);

test('after the broker is wiped everything is published again, and effects stay once', async () => {
  world.relay({ pace: { batchRows: 7 } });
  world.consumer();
  await world.sell(cups(20));
  await soldAll(20);

  await world.redis.flushdb();
  await world.sell(['late']);

  await soldAll(21);
  await waitUntil(async () => new Set(await subjects()).size === 21);
  await waitUntil(
    async () => ((await world.metric('events_consumed_total', { outcome: 'duplicate' })) ?? 0) >= 20,
  );
  expect(await world.sold()).toEqual([...cups(20), 'late']);
  expect(await world.metric('outbox_replays_total', { reason: 'lost' })).toBe(1);
});

test('a wipe while nobody writes is noticed all the same', async () => {
  world.relay();
  await world.sell(cups(3));
  await waitUntil(async () => (await length()) === 3 && (await world.unpublished()) === 0);

  await world.redis.flushdb();

  await waitUntil(async () => (await length()) === 3);
  expect(await subjects()).toEqual(cups(3));
});

test('events no consumer had read when the broker was wiped are applied', async () => {
  world.relay();
  await world.sell(cups(5));
  await waitUntil(async () => (await length()) === 5 && (await world.unpublished()) === 0);
  await world.redis.flushdb();

  world.consumer();

  await soldAll(5);
  expect(await world.sold()).toEqual(cups(5));
});

test('a broker that restarts without its newest entries gets them again', async () => {
  const first = world.relay();
  await world.sell(cups(3));
  await waitUntil(async () => (await length()) === 3 && (await world.unpublished()) === 0);
  const backup = await world.redis.dumpBuffer(STREAM);
  await world.sell(['newest']);
  await waitUntil(async () => (await length()) === 4 && (await world.unpublished()) === 0);
  await first.stop();
  await world.redis.restore(STREAM, 0, backup ?? '', 'REPLACE');

  world.relay();
  world.consumer();

  await soldAll(4);
  expect(await world.sold()).toEqual([...cups(3), 'newest']);
});

test('a wipe during a replay begins the replay again', async () => {
  await world.sell(cups(30));
  const relay = world.relay();
  await waitUntil(async () => (await length()) === 30 && (await world.unpublished()) === 0);
  await relay.stop();
  const rows = relayLeaseRepository({ database: world.database, source: 'shop', owner: 'dead', leaseMs: 1 });
  const { head } = await rows.load();
  await rows.take();
  await world.redis.flushdb();
  // The last leader had noticed the wipe, replayed up to position 10, and died.
  await rows.replayAll(head, '9999999999999-0');
  await rows.take();
  await rows.record('9999999999999-0', {
    head: '9999999999999-0',
    replay: { position: 10, until: 30 },
    published: [],
  });
  await world.redis.flushdb();

  world.relay();

  await waitUntil(async () => (await length()) === 30);
  expect(await subjects()).toEqual(cups(30));
});

test('a replay that was cut short goes on where it stopped', async () => {
  await world.sell(cups(30));
  const relay = world.relay();
  await waitUntil(async () => (await length()) === 30 && (await world.unpublished()) === 0);
  await relay.stop();
  const rows = relayLeaseRepository({ database: world.database, source: 'shop', owner: 'dead', leaseMs: 1 });
  const { head } = await rows.load();
  await rows.take();
  await rows.record(head, { head, replay: { position: 20, until: 30 }, published: [] });

  world.relay();

  await waitUntil(async () => (await length()) === 40);
  expect((await subjects()).slice(30)).toEqual(cups(30).slice(20));
  await waitUntil(async () => (await rows.load()).replay === null);
});

test('a relay that slept through a wipe cannot write to the new stream', async () => {
  const relay = world.relay();
  await world.sell(cups(2));
  await waitUntil(async () => (await length()) === 2 && (await world.unpublished()) === 0);
  const sleeper = relayLeaseRepository({
    database: world.database,
    source: 'shop',
    owner: 'asleep',
    leaseMs: 1,
  });
  const { head } = await sleeper.load();
  await world.redis.flushdb();
  await waitUntil(async () => (await length()) === 2);

  const woken = await eventStream(world.redis, 'shop', 60).append(head ?? '', [
    { type: 'cup.sold.v1', envelope: '{}' },
  ]);

  expect(woken.appended).toBe(false);
  expect(await subjects()).toEqual(cups(2));
  await relay.stop();
});

test('a consumer that comes after the stream was trimmed is given the past, once', async () => {
  world.relay();
  await world.sell(cups(4));
  await waitUntil(async () => (await length()) === 4 && (await world.unpublished()) === 0);
  await world.redis.xtrim(STREAM, 'MAXLEN', 1);

  world.consumer();

  await soldAll(4);
  expect(await world.sold()).toEqual(cups(4));
  await waitUntil(async () => (await world.redis.exists('{events:shop}:replay')) === 0);
  expect(await world.metric('outbox_replays_total', { reason: 'requested' })).toBe(1);
});

test('what is older than the retention is not published again', async () => {
  world.relay({ pace: { retentionSeconds: 3600 } });
  await world.sell(['old', 'young']);
  await waitUntil(async () => (await length()) === 2 && (await world.unpublished()) === 0);
  await world.database.knex.raw(
    'UPDATE outbox SET published_at = NOW(3) - INTERVAL 2 HOUR WHERE position = 1',
  );

  await world.redis.flushdb();

  await waitUntil(async () => (await length()) === 1);
  await waitUntil(async () => (await world.metric('outbox_replays_total', { reason: 'lost' })) === 1);
  expect(await subjects()).toEqual(['young']);
});
