import type { Database, Logger } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import { consumerHousekeeping } from './consumer-housekeeping.ts';
import { deadLetterDesk } from './dead-letter-desk.ts';
import type { DeadLetterDesk } from './dead-letter-desk.ts';
import { deadLetters } from './dead-letters.ts';
import type { EventHandler } from './event-handler.ts';
import { startLoop } from './loop.ts';
import type { ConsumerMetrics } from './metrics.ts';
import { startSubscriptionReader } from './subscription-reader.ts';

/** Handlers by the service that publishes what they handle. */
export type Subscriptions = Readonly<Record<string, readonly EventHandler[]>>;

export interface ConsumerOptions {
  database: Database;
  redis: Redis;
  /** Name of the consuming service: of its group on each stream, and of its claims in the inbox. */
  consumer: string;
  /** Name of this replica, the same after a restart: it then finds what it had not finished. */
  replica: string;
  subscriptions: Subscriptions;
  log: Logger;
  metrics: ConsumerMetrics;
  pace?: Partial<ConsumerPace>;
}

export interface ConsumerPace {
  batchEntries: number;
  blockMs: number;
  attempts: number;
  abandonedAfterMs: number;
  housekeepingMs: number;
  /** Longer than any relay's retention plus the longest time an entry may wait on a stream. */
  inboxRetentionSeconds: number;
}

export interface Consumer {
  deadLetters: DeadLetterDesk;
  /** Finishes the batches in hand. */
  stop(): Promise<void>;
}

const PACE: ConsumerPace = {
  batchEntries: 128,
  blockMs: 5_000,
  attempts: 5,
  abandonedAfterMs: 60_000,
  housekeepingMs: 10_000,
  inboxRetentionSeconds: 14 * 86_400,
};

/** Applies what other services publish. Nothing it meets makes it throw or stop. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { database, redis, consumer, subscriptions, log, metrics } = options;
  const pace = { ...PACE, ...options.pace };
  const letters = deadLetters(redis, consumer);
  const handlers = new Map(
    Object.entries(subscriptions).map(([source, handles]) => [source, byType(handles)]),
  );
  const readers = [...handlers].map(([source, known]) =>
    startSubscriptionReader({ ...options, source, handlers: known, letters, pace }),
  );

  metrics.consumes(
    consumer,
    [...handlers.values()].flatMap((known) => [...known.keys()]),
  );
  const housekeeping = startLoop({
    log,
    step: consumerHousekeeping({
      ...options,
      ...pace,
      sources: [...handlers.keys()],
      letters,
      hasCaughtUp: () => readers.every((reader) => reader.hasCaughtUp()),
    }),
  });

  return {
    deadLetters: deadLetterDesk({
      letters,
      database,
      consumer,
      handlersOf: (source) => handlers.get(source) ?? new Map(),
    }),
    stop: async () => {
      await Promise.all([housekeeping.stop(), ...readers.map(({ stop }) => stop())]);
    },
  };
}

function byType(handles: readonly EventHandler[]): ReadonlyMap<string, EventHandler> {
  return new Map(handles.map((handler) => [handler.definition.type, handler]));
}
