import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defineEvent } from '@comptoir/contracts/event';
import type { DomainEvent } from '@comptoir/contracts/event';
import { startProxy, waitUntil } from '@comptoir/test-kit';
import { z } from 'zod';
import { handler, oneByOne, outboxOf } from '../src/index.ts';
import type { EventContext, ReceivedEvent } from '../src/index.ts';
import { context, cupSold, cups, eventWorld, openRedis } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

describe('once in effect', () => {
  test('everything published before the consumer first came is applied', async () => {
    world.relay();
    await world.sell(cups(30));
    await waitUntil(async () => (await world.onStream()).length === 30);

    world.consumer({ pace: { batchEntries: 7 } });

    await world.soldAll(30);
    expect(await world.sold()).toEqual(cups(30));
    await world.settled();
  });

  test('an event that comes three times, twice in one batch, is applied once', async () => {
    world.relay();
    await world.sell(['cup-1']);
    const [entry] = await waitUntil(async () => {
      const entries = await world.redis.xrange('events:shop', '-', '+');
      return entries.length === 1 && entries;
    });
    const copy = () => world.redis.xadd('events:shop', '*', ...(entry?.[1] ?? []));
    await copy();
    world.consumer();
    await world.soldAll(1);

    await copy();

    await waitUntil(
      async () => (await world.metric('events_consumed_total', { outcome: 'duplicate' })) === 2,
    );
    expect(await world.sold()).toEqual(['cup-1']);
    expect(await world.metric('events_consumed_total', { outcome: 'applied' })).toBe(1);
    expect(await world.count('inbox')).toBe(1);
  });

  test('two replicas share the work, and no event is applied by both', async () => {
    const worked = new Set<string>();
    const replica = (name: string) =>
      world.consumer({
        replica: name,
        pace: { batchEntries: 5 },
        subscriptions: {
          shop: [
            handler(
              cupSold,
              oneByOne(async (trx, { id, data }) => {
                worked.add(name);
                await world.record(trx, id, data.cup);
              }),
            ),
          ],
        },
      });
    replica('books-1');
    replica('books-2');
    world.relay({ pace: { batchRows: 20 } });

    await world.sell(cups(400));

    await world.soldAll(400);
    await world.settled();
    expect(await world.sold()).toEqual(cups(400));
    expect(worked).toEqual(new Set(['books-1', 'books-2']));
  });
});

describe('what a handler gets', () => {
  const cupBroken = defineEvent('cup.broken.v1', z.object({ cup: z.string() }));
  const story = async (tell: readonly [typeof cupSold | typeof cupBroken, string][]) => {
    await world.database.inTransaction(async (trx) => {
      const outbox = outboxOf(trx, { source: 'shop', context });
      for (const [definition, cup] of tell) {
        const event = { subject: cup, aggregateVersion: 1, data: { cup, price: 1 } };
        await outbox.add<{ cup: string; price: number } | { cup: string }>(definition, event);
      }
    });
  };

  test('as few batches as possible, and the order of each subject kept', async () => {
    const batches: string[][] = [];
    const note = (_trx: unknown, events: readonly DomainEvent<{ cup: string }>[]) => {
      batches.push(events.map(({ type, subject }) => `${type.split('.')[1]} ${subject}`));
      return Promise.resolve();
    };
    await story([
      [cupSold, 'a'],
      [cupBroken, 'b'],
      [cupSold, 'b'],
      [cupSold, 'c'],
      [cupBroken, 'c'],
    ]);
    world.relay();
    await waitUntil(async () => (await world.onStream()).length === 5);

    world.consumer({ subscriptions: { shop: [handler(cupSold, note), handler(cupBroken, note)] } });

    await world.settled();
    expect(batches).toEqual([['sold a', 'sold c'], ['broken b', 'broken c'], ['sold b']]);
  });

  test('events it does not handle are passed over', async () => {
    await story([
      [cupBroken, 'a'],
      [cupSold, 'b'],
    ]);
    world.relay();

    world.consumer();

    await world.soldAll(1);
    await world.settled();
    expect(await world.sold()).toEqual(['b']);
    expect(await world.count('inbox')).toBe(1);
    expect(await world.redis.exists('dead:books')).toBe(0);
  });

  test('what it publishes in reaction names its cause and stays in the same correlation and trace', async () => {
    const received: ReceivedEvent<unknown>[] = [];
    const repeat = handler(
      cupSold,
      oneByOne(async (trx, event) => {
        received.push(event);
        if (event.subject === 'reaction') return;
        await outboxOf(trx, { source: 'books', context: event.context }).add(cupSold, {
          subject: 'reaction',
          aggregateVersion: 1,
          data: event.data,
        });
      }),
    );
    world.relay();
    world.consumer({ subscriptions: { shop: [repeat] } });

    const actor: EventContext['actor'] = { sub: 'u-1', role: 'manager', locationId: 'l-1' };
    await world.database.inTransaction((trx) =>
      outboxOf(trx, { source: 'shop', context: { ...context, actor } }).add(cupSold, {
        subject: 'cup-1',
        aggregateVersion: 1,
        data: { cup: 'cup-1', price: 5 },
      }),
    );

    const [cause, reaction] = await waitUntil(async () => {
      const events = await world.onStream();
      return events.length === 2 && events;
    });
    expect(received[0]?.context.actor).toEqual(actor);
    expect(reaction).toMatchObject({
      causationid: cause?.['id'],
      correlationid: context.correlationId,
      actor: 'u-1',
      actorrole: 'manager',
      actorlocation: 'l-1',
    });
    expect(reaction?.['traceparent']).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/);
    expect(reaction?.['traceparent']).not.toBe(context.traceparent);
  });
});

describe('when something is away', () => {
  test('a consumer whose broker was away for a moment goes on', async () => {
    const proxy = await startProxy(Number(new URL(world.redisUrl).port));
    const redis = openRedis(world.through(proxy.port));
    world.relay();
    const consumer = world.consumer({ redis });
    await world.sell(['cup-1']);
    await world.soldAll(1);

    proxy.cut();
    proxy.mend();
    await world.sell(['cup-2']);

    await world.soldAll(2);
    expect(await world.sold()).toEqual(['cup-1', 'cup-2']);
    await consumer.stop();
    redis.disconnect();
    await proxy.close();
  });

  test('a database that keeps dying during apply delays events, and buries none', async () => {
    const proxy = await startProxy(Number(new URL(world.url).port));
    const database = world.openDatabase(proxy.port);
    let outages = 0;
    const unlucky = handler(
      cupSold,
      oneByOne(async (trx, { id, data }) => {
        outages += 1;
        if (outages <= 3) {
          proxy.cut();
          proxy.mend();
        }
        await world.record(trx, id, data.cup);
      }),
    );
    const consumer = world.consumer({ database, subscriptions: { shop: [unlucky] }, pace: { attempts: 1 } });
    world.relay();

    await world.sell(['cup-1', 'cup-2']);

    await world.soldAll(2);
    await world.settled();
    expect(await world.sold()).toEqual(['cup-1', 'cup-2']);
    expect(await world.metric('events_consumed_total', { outcome: 'failed' })).toBe(0);
    expect(await world.redis.exists('dead:books')).toBe(0);
    await consumer.stop();
    await database.close();
    await proxy.close();
  });

  test('a database that is down is waited for, while the lag shows', async () => {
    const proxy = await startProxy(Number(new URL(world.url).port));
    const database = world.openDatabase(proxy.port);
    const consumer = world.consumer({ database });
    world.relay();
    await world.sell(['cup-1']);
    await world.soldAll(1);

    proxy.cut();
    await world.sell(['cup-2', 'cup-3']);
    await waitUntil(async () => (await world.metric('event_stream_lag')) === 2);
    const soldMeanwhile = await world.sold();
    proxy.mend();

    await world.soldAll(3);
    await world.settled();
    expect(soldMeanwhile).toEqual(['cup-1']);
    expect(await world.sold()).toEqual(['cup-1', 'cup-2', 'cup-3']);
    await consumer.stop();
    await database.close();
    await proxy.close();
  });

  test('deadlocks are no reason to bury an event', async () => {
    let deadlocks = 0;
    const unlucky = handler(
      cupSold,
      oneByOne(async (trx, { id, data }) => {
        deadlocks += 1;
        // More than the database module tries again by itself, twice over.
        if (deadlocks <= 12) throw Object.assign(new Error('Deadlock found'), { code: 'ER_LOCK_DEADLOCK' });
        await world.record(trx, id, data.cup);
      }),
    );
    world.consumer({ subscriptions: { shop: [unlucky] }, pace: { attempts: 1 } });
    world.relay();

    await world.sell(['cup-1']);

    await world.soldAll(1);
    expect(await world.metric('events_consumed_total', { outcome: 'failed' })).toBe(0);
    expect(await world.redis.exists('dead:books')).toBe(0);
  });

  test('a group that is destroyed is made again, and nothing is applied twice', async () => {
    world.relay();
    world.consumer();
    await world.sell(cups(3));
    await world.soldAll(3);

    await world.redis.xgroup('DESTROY', 'events:shop', 'books');
    await world.sell(['late']);

    await world.soldAll(4);
    expect(await world.sold()).toEqual([...cups(3), 'late']);
  });

  test('an entry that was deleted before it was read is counted, and comes again', async () => {
    world.relay();
    await world.sell(cups(2));
    const [first] = await waitUntil(async () => {
      const entries = await world.redis.xrange('events:shop', '-', '+');
      return entries.length === 2 && entries;
    });
    await world.redis.xgroup('CREATE', 'events:shop', 'books', '0');
    await world.redis.xreadgroup('GROUP', 'books', 'dead', 'COUNT', 10, 'STREAMS', 'events:shop', '>');
    await world.redis.xdel('events:shop', first?.[0] ?? '');

    world.consumer({ pace: { abandonedAfterMs: 50 } });

    await world.soldAll(2);
    expect(await world.sold()).toEqual(cups(2));
    expect(await world.metric('events_lost_total')).toBe(1);
    expect(await world.metric('outbox_replays_total', { reason: 'requested' })).toBe(1);
  });
});
