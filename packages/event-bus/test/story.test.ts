import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { eventStory } from '../src/story/event-story.ts';
import { cups, eventWorld } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

const story = (subjects: string[], moment: Date) =>
  eventStory({ database: world.database, redis: world.redis, source: 'shop' }, subjects, [moment]);

/** Everything written so far is of an hour ago. */
const age = () => world.database.knex.raw('UPDATE outbox SET created_at = created_at - INTERVAL 1 HOUR');
const inTheMeantime = () => new Date(Date.now() - 3_600_000);

test('events are found by what they are about and about when, among others before and after', async () => {
  await world.sell([...cups(40), 'blue']);
  await age();
  await world.sell([...cups(40), 'blue', 'red']);

  const early = await story(['blue', 'red'], inTheMeantime());
  const late = await story(['blue', 'red'], new Date());

  expect(early.items.map(({ subject }) => subject)).toEqual(['blue']);
  expect(late.items.map(({ subject }) => subject)).toEqual(['blue', 'red']);
  expect(late.items[0]).toMatchObject({ type: 'cup.sold.v1', traceId: 'a'.repeat(32), publishedAt: null });
  expect((await story(['green'], new Date())).items).toEqual([]);
  expect((await story([], new Date())).items).toEqual([]);
});

test('once it is published, it says when, and who listens', async () => {
  world.consumer();
  world.relay();
  await world.sell(['blue']);
  await waitUntil(async () => (await world.sold()).length === 1);

  const { listeners, items } = await story(['blue'], new Date());

  expect(listeners).toEqual(['books']);
  expect(items[0]?.publishedAt?.getTime()).toBeGreaterThanOrEqual(items[0]?.writtenAt.getTime() ?? Infinity);
});

test('without a broker the events are still told, and who listens is not known', async () => {
  await world.sell(['blue']);
  world.redis.disconnect();

  const { listeners, items } = await story(['blue'], new Date());

  expect([listeners, items.length]).toEqual([null, 1]);
});
