import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { continueTrace } from '../../service-kit/src/tracing/trace.ts';
import { traceDrivers } from '../../service-kit/src/tracing/traced-drivers.ts';
import { handler } from '../src/index.ts';
import type { EventWorld } from './event-world.ts';
import { context, cupSold, cups, eventWorld } from './event-world.ts';

let world: EventWorld;
traceDrivers();
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(() => world.stop());

const named = (name: string) => world.spans.filter((span) => span.name === name);

test('a trace goes on through the outbox and the stream into each consumer', async () => {
  world.relay();
  world.consumer();
  const root = world.tracer.begin(continueTrace(context.traceparent), 'server');
  await root.run(() => world.sell(cups(2)));
  root.end({ failed: false, describe: () => ({ name: 'POST /api/cups' }) });
  await waitUntil(() => named('apply cup.sold.v1').length === 2);

  const [server] = named('POST /api/cups');
  const published = named('publish cup.sold.v1');
  const applied = named('apply cup.sold.v1');
  const expected = { kind: 'producer', parentId: server?.spanId };
  expect(published).toMatchObject([expected, expected]);
  expect(new Set(applied.map(({ parentId }) => parentId))).toEqual(
    new Set(published.map(({ spanId }) => spanId)),
  );
  expect(applied[0]).toMatchObject({
    traceId: server?.traceId,
    kind: 'consumer',
    status: 'ok',
    attributes: {
      'messaging.consumer.group.name': 'books',
      'messaging.batch.message_count': expect.any(Number),
    },
  });
  const statements = world.spans.filter(({ attributes }) => attributes['db.system.name'] === 'mariadb');
  expect(statements.some(({ parentId }) => applied.some(({ spanId }) => spanId === parentId))).toBe(true);
});

test('an event that cannot be applied leaves a failed span for each attempt', async () => {
  world.relay();
  world.consumer({
    subscriptions: { shop: [handler(cupSold, () => Promise.reject(new Error('no room')))] },
  });
  await world.sell(cups(1));
  await waitUntil(() => named('apply cup.sold.v1').length >= 2);
  expect(named('apply cup.sold.v1').every(({ status }) => status === 'error')).toBe(true);
});
