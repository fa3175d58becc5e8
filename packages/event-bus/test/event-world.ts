import { defineEvent } from '@comptoir/contracts/event';
import { execute } from '@comptoir/service-kit';
import { collectingTracer } from '@comptoir/service-kit/testing';
import type { Database, Transaction } from '@comptoir/service-kit';
import { testDatabase, testRedis, waitUntil } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { z } from 'zod';
import { openDatabase } from '../../service-kit/src/database.ts';
import { createMetrics } from '../../service-kit/src/metrics.ts';
import { createEventMetrics, handler, oneByOne, outboxOf, startConsumer, startRelay } from '../src/index.ts';
import type { ConsumerOptions, EventContext, RelayOptions } from '../src/index.ts';
import { createInbox, createOutbox, createRelayLease } from '../src/migrations.js';

export const cupSold = defineEvent('cup.sold.v1', z.object({ cup: z.string(), price: z.int() }));

export const context: EventContext = {
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  correlationId: 'a'.repeat(32),
};

/** Fast enough for a test to wait for. */
const RELAY_PACE = { leaseMs: 600, gatherMs: 5, pollMs: 10, lookMs: 20 };
const CONSUMER_PACE = { blockMs: 200, attempts: 2, housekeepingMs: 50 };

export type EventWorld = Awaited<ReturnType<typeof eventWorld>>;

/** A publishing service `shop` and a consuming service `books` on one real MariaDB and Redis; one test's own. */
export async function eventWorld() {
  const [schema, brokers] = await Promise.all([testDatabase('event-bus'), testRedis()]);
  const database = openDatabase({ url: schema.url, poolMax: 6 });
  for (const create of [createOutbox, createInbox, createRelayLease]) await create(database.knex);
  await database.knex.raw('CREATE TABLE sold (event_id uuid NOT NULL, cup varchar(64) NOT NULL)');
  const redis = openRedis(brokers.dataUrl);
  const { registry } = createMetrics();
  const metrics = createEventMetrics(registry);
  const log = pino({ level: 'silent' });
  const { tracer, spans } = collectingTracer();
  const running: { stop(): Promise<void> }[] = [];
  const started = <T extends { stop(): Promise<void> }>(part: T): T => {
    running.push(part);
    return part;
  };

  /** Sells cups in one transaction, which is rolled back when `spoil` throws. */
  const sell = (
    cups: readonly string[],
    spoil: (trx: Transaction) => Promise<void> = () => Promise.resolve(),
  ) =>
    database.inTransaction(async (trx) => {
      const sales = cups.map((cup) => ({ subject: cup, aggregateVersion: 1, data: { cup, price: 500 } }));
      await outboxOf(trx, { source: 'shop', context }).addMany(cupSold, sales);
      await spoil(trx);
    });

  /** Writes each sale into `sold`: once in effect means each cup is there once. */
  const record = (trx: Transaction, id: string, cup: string) =>
    execute(trx, 'INSERT INTO sold (event_id, cup) VALUES (?, ?)', [id, cup]);
  const bookkeeping = handler(
    cupSold,
    oneByOne((trx, { id, data }) => record(trx, id, data.cup)),
  );

  return {
    url: schema.url,
    redisUrl: brokers.dataUrl,
    /** The broker, reached through another port. */
    through: (port: number) => {
      const url = new URL(brokers.dataUrl);
      url.port = String(port);
      return url.href;
    },
    database,
    redis,
    registry,
    log,
    metrics,
    tracer,
    spans,
    sell,
    record,
    relay: (options: Partial<RelayOptions> = {}) =>
      started(
        startRelay({
          database,
          redis,
          source: 'shop',
          owner: 'shop-1',
          log,
          metrics,
          ...options,
          pace: { ...RELAY_PACE, ...options.pace },
        }),
      ),
    consumer: (options: Partial<ConsumerOptions> = {}) =>
      started(
        startConsumer({
          database,
          redis,
          consumer: 'books',
          replica: 'books-1',
          log,
          metrics,
          tracer,
          subscriptions: { shop: [bookkeeping] },
          ...options,
          pace: { ...CONSUMER_PACE, ...options.pace },
        }),
      ),
    openDatabase: (port: number): Database => {
      const url = new URL(schema.url);
      url.port = String(port);
      return openDatabase({ url: url.href, poolMax: 3 });
    },
    /** Cups in the consumer's books, sorted. */
    sold: async () =>
      (await database.knex('sold').pluck<string[]>('cup')).toSorted((a, b) => a.localeCompare(b)),
    soldAll: (cups: number) => waitUntil(async () => (await count(database, 'sold')) >= cups),
    /** Resolves when every event is published, read and acknowledged. */
    settled: () =>
      waitUntil(async () => {
        const [group] = z.array(z.array(z.unknown())).parse(await redis.xinfo('GROUPS', 'events:shop'));
        const fact = (name: string) => group?.[group.indexOf(name) + 1];
        const unpublished = await count(database, 'outbox WHERE published_at IS NULL');
        return fact('pending') === 0 && fact('lag') === 0 && unpublished === 0;
      }),
    unpublished: () => count(database, 'outbox WHERE published_at IS NULL'),
    count: (from: string) => count(database, from),
    /** Events on the stream of `shop`, oldest first. */
    onStream: async () => {
      const entries = await redis.xrange('events:shop', '-', '+');
      return entries.map(([, fields]) =>
        z
          .object({ subject: z.string() })
          .loose()
          .parse(JSON.parse(fields[3] ?? '')),
      );
    },
    metric: async (name: string, labels: Record<string, string> = {}) => {
      const values = (await registry.getSingleMetric(name)?.get())?.values ?? [];
      return values.find((value) =>
        Object.entries(labels).every(([key, label]) => value.labels[key] === label),
      )?.value;
    },
    stop: async () => {
      await Promise.all(running.map((part) => part.stop()));
      await database.close();
      if (redis.status !== 'end') redis.disconnect();
      await Promise.all([schema.drop(), brokers.drop()]);
    },
  };
}

/** As the service kit opens it: a lost broker is an error soon, not a wait. */
export function openRedis(url: string, retryMs = 50): Redis {
  const redis = new Redis(url, {
    commandTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => retryMs,
  });
  redis.on('error', () => undefined);
  return redis;
}

async function count(database: Database, from: string): Promise<number> {
  const [row] = await database.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${from}`, []);
  return row?.n ?? -1;
}

export const cups = (howMany: number) =>
  Array.from({ length: howMany }, (_, index) => `cup-${String(index).padStart(4, '0')}`);
