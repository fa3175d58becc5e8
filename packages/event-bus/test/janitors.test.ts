import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { handler, oneByOne } from '../src/index.ts';
import { readReply } from '../src/redis/stream-replies.ts';
import { cupSold, cups, eventWorld } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

const STREAM = 'events:shop';
const RELAY = { pace: { janitorMs: 20 } };
const published = (count: number) =>
  waitUntil(async () => (await world.unpublished()) === 0 && (await world.count('outbox')) === count);

test('the stream is trimmed below what the slowest group has acknowledged, and no pending entry is lost', async () => {
  await world.redis.xgroup('CREATE', STREAM, 'slow', '0', 'MKSTREAM');
  world.consumer();
  world.relay(RELAY);
  await world.sell(cups(1000));
  await waitUntil(async () => (await world.sold()).length === 1000);
  const whole = await world.redis.xlen(STREAM);

  const entries = readReply(
    await world.redis.xreadgroup('GROUP', 'slow', 'slow-1', 'COUNT', 600, 'STREAMS', STREAM, '>'),
  );
  const ids = entries.map(({ id }) => id);
  const pending = ids[449] ?? '';
  await world.redis.xack(STREAM, 'slow', ...ids.filter((id) => id !== pending));

  await waitUntil(async () => (await world.redis.xlen(STREAM)) < 700);
  const [[oldest] = ['']] = await world.redis.xrange(STREAM, '-', '+', 'COUNT', 1);
  expect(whole).toBe(1000);
  expect(await world.redis.xrange(STREAM, pending, pending)).toHaveLength(1);
  expect(ids.indexOf(oldest)).toBeGreaterThan(0);
  expect(ids.indexOf(oldest)).toBeLessThanOrEqual(449);
});

test('a stream without listeners is kept', async () => {
  world.relay(RELAY);
  await world.sell(cups(300));
  await published(300);

  await world.sell(['one more']);
  await published(301);
  await waitUntil(async () => (await world.metric('outbox_pending_events')) === 0);

  expect(await world.redis.xlen(STREAM)).toBe(301);
});

test('published rows go when their retention is over; rows that wait never do', async () => {
  await world.sell(['published long ago', 'published now', 'waiting']);
  await world.database.knex.raw(
    'UPDATE outbox SET published_at = NOW(3) - INTERVAL 2 HOUR WHERE position = 1',
  );
  await world.database.knex.raw('UPDATE outbox SET published_at = NOW(3) WHERE position = 2');
  await world.database.knex.raw('UPDATE outbox SET created_at = NOW(3) - INTERVAL 2 HOUR');

  world.relay({ pace: { janitorMs: 20, retentionSeconds: 3600 } });

  await published(2);
  const positions = await world.database.knex('outbox').orderBy('position').pluck<number[]>('position');
  expect(positions).toEqual([2, 3]);
});

test('old claims are forgotten once the consumer has caught up', async () => {
  const old = (id: string) =>
    world.database.knex.raw(
      "INSERT INTO inbox (event_id, consumer, claimed_at) VALUES (?, 'books', NOW(3) - INTERVAL 2 HOUR)",
      [id],
    );
  await old('018f0000-0000-7000-8000-000000000001');
  world.relay();
  await world.sell(['cup-1']);

  world.consumer({ pace: { housekeepingMs: 20, inboxRetentionSeconds: 3600 } });

  await waitUntil(async () => (await world.sold()).length === 1 && (await world.count('inbox')) === 1);
  expect(await world.count('inbox WHERE claimed_at < NOW(3) - INTERVAL 1 HOUR')).toBe(0);
});

test('the backlog is counted, with the age of its oldest event', async () => {
  await world.sell(cups(3));
  await world.database.knex.raw(
    'UPDATE outbox SET created_at = NOW(3) - INTERVAL 90 SECOND WHERE position = 1',
  );
  world.redis.disconnect();

  world.relay(RELAY);

  await waitUntil(async () => (await world.metric('outbox_pending_events')) === 3);
  expect(await world.metric('outbox_oldest_age_seconds')).toBeGreaterThanOrEqual(90);
});

function heldBack() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held, release };
}

test('the lag counts what is in hand and what nobody has had yet', async () => {
  const { held, release } = heldBack();
  const slow = handler(cupSold, () => held);
  world.consumer({ subscriptions: { shop: [slow] }, pace: { batchEntries: 2 } });
  world.relay();

  await world.sell(cups(5));

  await waitUntil(async () => (await world.metric('event_stream_lag')) === 5);
  release();
  await waitUntil(async () => (await world.metric('event_stream_lag')) === 0);
  expect(await world.count('inbox')).toBe(5);
});

// What a broker says that came back from its journal, rewritten a while ago.
test('the lag is counted, and not taken from a broker that lost count', async () => {
  const { held, release } = heldBack();
  const last = handler(
    cupSold,
    oneByOne((_trx, { data }) => (data.cup === 'last' ? held : Promise.resolve())),
  );
  world.consumer({ subscriptions: { shop: [last] } });
  world.relay();
  await world.sell(cups(5));
  await waitUntil(async () => (await world.count('inbox')) === 5);
  const [[head] = ['']] = await world.redis.xrevrange(STREAM, '+', '-', 'COUNT', 1);
  await world.redis.xgroup('SETID', STREAM, 'books', head, 'ENTRIESREAD', 1);

  await world.sell(['last']);

  await waitUntil(async () => (await world.metric('event_stream_lag')) === 1);
  release();
  await waitUntil(async () => (await world.metric('event_stream_lag')) === 0);
  expect(await world.count('inbox')).toBe(6);
});
