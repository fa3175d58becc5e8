import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { handler, oneByOne } from '../src/index.ts';
import { cupSold, cups, eventWorld } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
let cracked: Set<string>;
beforeEach(async () => {
  world = await eventWorld();
  cracked = new Set();
});
afterEach(() => world.stop());

const fussy = () =>
  handler(
    cupSold,
    oneByOne(async (trx, { id, data }) => {
      await world.record(trx, id, data.cup);
      if (cracked.has(data.cup)) throw new Error(`${data.cup} is cracked`);
    }),
  );
const startFussy = () => world.consumer({ subscriptions: { shop: [fussy()] } });
const letters = (count: number, desk: ReturnType<typeof startFussy>['deadLetters']) =>
  waitUntil(async () => {
    const found = await desk.list(10);
    return found.length === count && found;
  });
const acknowledged = () =>
  waitUntil(async () => (await world.redis.xpending('events:shop', 'books'))[0] === 0);

test('an event that keeps failing is set aside with its reason, and takes no other with it', async () => {
  cracked.add('cup-0001');
  const { deadLetters } = startFussy();
  world.relay();

  await world.sell(cups(4));

  const [letter] = await letters(1, deadLetters);
  expect(letter).toMatchObject({
    source: 'shop',
    type: 'cup.sold.v1',
    reason: 'failed 2 times: cup-0001 is cracked',
    event: expect.stringContaining('"subject":"cup-0001"'),
  });
  expect(await world.sold()).toEqual(['cup-0000', 'cup-0002', 'cup-0003']);
  await acknowledged();
  expect(await world.count('inbox')).toBe(3);
  expect(await world.metric('events_consumed_total', { outcome: 'failed' })).toBe(2);
  expect(await world.metric('events_consumed_total', { outcome: 'dead' })).toBe(1);
  await waitUntil(async () => (await world.metric('event_dead_letters')) === 1);
});

test.each([
  ['is not JSON', '{"id":'],
  ['is no CloudEvent', '{"hello":"world"}'],
  ['is nothing', ''],
])('an event that %s is set aside, and the next one is applied', async (_what, event) => {
  const { deadLetters } = startFussy();
  world.relay();
  await world.redis.xadd('events:shop', '*', 'type', 'cup.sold.v1', 'event', event);

  await world.sell(['cup-1']);

  const [letter] = await letters(1, deadLetters);
  expect(letter).toMatchObject({ event, reason: expect.stringMatching(/^unreadable: /) });
  await waitUntil(async () => (await world.sold()).length === 1);
  await acknowledged();
  await expect(deadLetters.replay(letter?.id ?? '')).rejects.toMatchObject({
    code: 'dead_letter.unreadable',
  });
  expect(await deadLetters.list(10)).toHaveLength(1);
});

test('a dead letter that is replayed after the cause was mended is applied once, and gone', async () => {
  cracked.add('cup-1');
  const { deadLetters } = startFussy();
  world.relay();
  await world.sell(['cup-1']);
  const [letter] = await letters(1, deadLetters);
  const id = letter?.id ?? '';

  const tooEarly = deadLetters.replay(id);
  await expect(tooEarly).rejects.toThrow('cup-1 is cracked');
  const soldTooEarly = await world.sold();
  cracked.clear();
  const outcome = await deadLetters.replay(id);

  expect(soldTooEarly).toEqual([]);
  expect(outcome).toBe('applied');
  expect(await world.sold()).toEqual(['cup-1']);
  expect(await deadLetters.list(10)).toEqual([]);
  await expect(deadLetters.replay(id)).rejects.toMatchObject({
    kind: 'notFound',
    code: 'dead_letter.not_found',
  });
});

test('a dead letter that was applied meanwhile, by a replay of the outbox, is a duplicate', async () => {
  cracked.add('cup-1');
  const { deadLetters } = startFussy();
  world.relay();
  await world.sell(['cup-1']);
  const [letter] = await letters(1, deadLetters);
  cracked.clear();
  await world.redis.del('events:shop');
  await waitUntil(async () => (await world.sold()).length === 1);

  const outcome = await deadLetters.replay(letter?.id ?? '');

  expect(outcome).toBe('duplicate');
  expect(await world.sold()).toEqual(['cup-1']);
});

test('a discarded event is never applied, even when it is published again', async () => {
  cracked.add('cup-1');
  const { deadLetters } = startFussy();
  world.relay();
  await world.sell(['cup-1']);
  const [letter] = await letters(1, deadLetters);

  await deadLetters.discard(letter?.id ?? '');
  cracked.clear();
  await world.redis.del('events:shop');

  await waitUntil(async () => (await world.metric('events_consumed_total', { outcome: 'duplicate' })) === 1);
  expect(await world.sold()).toEqual([]);
  expect(await deadLetters.list(10)).toEqual([]);
});

test('dead letters are listed oldest first, page by page', async () => {
  for (const cup of cups(3)) cracked.add(cup);
  const { deadLetters } = startFussy();
  world.relay();
  await world.sell(cups(3));
  const all = await letters(3, deadLetters);

  const page = await deadLetters.list(2);
  const rest = await deadLetters.list(2, page[1]?.id);

  expect([...page, ...rest]).toEqual(all);
  expect(rest).toHaveLength(1);
});
