import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execute } from '@comptoir/service-kit';
import { eventEnvelope } from '@comptoir/contracts/event';
import { startProxy, waitUntil } from '@comptoir/test-kit';
import { eventStream } from '../src/relay/event-stream.ts';
import { outboxOf } from '../src/index.ts';
import { outboxRepository } from '../src/relay/outbox.repository.ts';
import { relayLeaseRepository } from '../src/relay/relay-lease.repository.ts';
import { context, cupSold, cups, eventWorld, openRedis } from './event-world.ts';
import type { EventWorld } from './event-world.ts';

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

const published = async (events: number) => {
  await waitUntil(async () => (await world.onStream()).length >= events && (await world.unpublished()) === 0);
};

describe('what is written', () => {
  test('a committed event is published once, as a CloudEvent with its origins', async () => {
    const actor = { sub: 'u-1', role: 'clerk', locationId: 'l-1' } as const;
    world.relay();

    await world.database.inTransaction((trx) =>
      outboxOf(trx, { source: 'shop', context: { ...context, causationId: 'cause', actor } }).add(cupSold, {
        subject: 'cup-1',
        aggregateVersion: 3,
        data: { cup: 'cup-1', price: 500 },
      }),
    );

    await published(1);
    const [event, ...others] = await world.onStream();
    expect(others).toEqual([]);
    expect(eventEnvelope.parse(event)).toMatchObject({
      specversion: '1.0',
      source: 'shop',
      type: 'cup.sold.v1',
      subject: 'cup-1',
      aggregateversion: 3,
      traceparent: context.traceparent,
      correlationid: context.correlationId,
      causationid: 'cause',
      actor: 'u-1',
      actorrole: 'clerk',
      actorlocation: 'l-1',
      data: { cup: 'cup-1', price: 500 },
    });
    expect(await world.metric('events_published_total', { type: 'cup.sold.v1' })).toBe(1);
  });

  test('a transaction that rolls back publishes nothing', async () => {
    world.relay();

    const sale = world.sell(['cup-1'], () => Promise.reject(new Error('card declined')));

    await expect(sale).rejects.toThrow('card declined');
    await world.sell(['cup-2']);
    await published(1);
    expect((await world.onStream()).map(({ subject }) => subject)).toEqual(['cup-2']);
    expect(await world.count('outbox')).toBe(1);
  });

  test('data that does not fit its definition stops the transaction', async () => {
    const sale = world.database.inTransaction(async (trx) => {
      await execute(trx, "INSERT INTO sold (event_id, cup) VALUES (UUID(), 'cup-1')", []);
      await outboxOf(trx, { source: 'shop', context }).add(cupSold, {
        subject: 'cup-1',
        aggregateVersion: 1,
        data: { cup: 'cup-1', price: 0.5 },
      });
    });

    await expect(sale).rejects.toMatchObject({ issues: [{ path: ['price'] }] });
    expect(await world.sold()).toEqual([]);
    expect(await world.count('outbox')).toBe(0);
  });

  test('a position that commits late is published all the same', async () => {
    world.relay();

    await world.sell(['early-position'], async () => {
      await world.sell(['late-position']);
      await published(1);
    });

    await published(2);
    expect((await world.onStream()).map(({ subject }) => subject)).toEqual([
      'late-position',
      'early-position',
    ]);
  });

  test('a backlog of many batches is published whole and in order', async () => {
    const all = cups(95);
    await world.sell(all);

    world.relay({ pace: { batchRows: 10 } });

    await published(95);
    expect((await world.onStream()).map(({ subject }) => subject)).toEqual(all);
  });
});

describe('who publishes', () => {
  test('of two relays one leads, and the other takes over when it stops', async () => {
    const [first, second] = [world.relay(), world.relay({ owner: 'shop-2' })];
    await waitUntil(() => first.isLeader() || second.isLeader());
    const [leader, follower] = first.isLeader() ? [first, second] : [second, first];

    await world.sell(['cup-1']);
    await published(1);
    const leadersWhileBothRun = [leader.isLeader(), follower.isLeader()];
    await leader.stop();
    await world.sell(['cup-2']);
    await published(2);

    expect(leadersWhileBothRun).toEqual([true, false]);
    expect([leader.isLeader(), follower.isLeader()]).toEqual([false, true]);
    expect(await world.onStream()).toHaveLength(2);
  });

  test('a leader that died before it published is replaced when its lease runs out', async () => {
    const dead = relayLeaseRepository({
      database: world.database,
      source: 'shop',
      owner: 'dead',
      leaseMs: 500,
    });
    await dead.create();
    await dead.take();
    await world.sell(['cup-1']);

    const heir = world.relay();
    const heirLedAtOnce = await waitUntil(async () =>
      (await world.redis.ping()) === 'PONG' ? 'asked' : '',
    ).then(() => heir.isLeader());

    await published(1);
    expect(heirLedAtOnce).toBe(false);
    expect(await world.onStream()).toHaveLength(1);
  });

  test('a leader that died between publishing and recording: the batch comes twice, its effect once', async () => {
    await world.sell(['cup-1', 'cup-2']);
    const relay = world.relay();
    await published(2);
    await relay.stop();
    await world.sell(['cup-3']);
    const { head } = await relayLeaseRepository({
      database: world.database,
      source: 'shop',
      owner: 'dead',
      leaseMs: 1,
    }).load();
    const pending = await outboxRepository(world.database, 10, 60).pending();
    await eventStream(world.redis, 'shop', 60).append(head ?? '', pending);

    world.relay();
    world.consumer();

    await published(4);
    expect((await world.onStream()).map(({ subject }) => subject)).toEqual([
      'cup-1',
      'cup-2',
      'cup-3',
      'cup-3',
    ]);
    await waitUntil(
      async () => (await world.metric('events_consumed_total', { outcome: 'duplicate' })) === 1,
    );
    expect(await world.sold()).toEqual(['cup-1', 'cup-2', 'cup-3']);
  });

  test('a deposed leader can record nothing', async () => {
    const lease = (owner: string) =>
      relayLeaseRepository({
        database: world.database,
        source: 'shop',
        owner,
        leaseMs: owner === 'old' ? 1 : 60_000,
      });
    await world.sell(['cup-1']);
    const [row] = await outboxRepository(world.database, 10, 60).pending();
    await lease('old').create();
    await lease('old').take();
    await waitUntil(() => lease('new').take());

    const recorded = await lease('old').record(null, {
      head: '9-9',
      replay: null,
      published: [row?.position ?? -1],
    });

    expect(recorded).toBe(false);
    expect(await world.unpublished()).toBe(1);
    expect(await lease('new').load()).toEqual({ head: null, replay: null });
  });
});

describe('when the broker is away', () => {
  test('events wait in the outbox, are counted, and are published when it is back', async () => {
    const proxy = await startProxy(Number(new URL(world.redisUrl).port));
    const url = new URL(world.redisUrl);
    url.port = String(proxy.port);
    const redis = openRedis(url.href);
    world.relay({ redis, pace: { janitorMs: 20 } });
    await world.sell(['cup-1']);
    await published(1);

    proxy.cut();
    await world.sell(['cup-2']);
    await waitUntil(() => redis.status !== 'ready');
    const pendingMeanwhile = await world.unpublished();
    proxy.mend();

    await published(2);
    expect(pendingMeanwhile).toBe(1);
    redis.disconnect();
    await proxy.close();
  });
});
