import type { Database, Logger, Tracer } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import type { EventHandler, RepeatableHandler } from '../event-handler.ts';
import type { ConsumerMetrics } from '../metrics.ts';

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
  tracer: Tracer;
  pace?: Partial<ConsumerPace>;
}

/** A consumer without a database: at least once on the wire, and at least once in effect. */
export interface StatelessConsumerOptions extends Omit<ConsumerOptions, 'database' | 'subscriptions'> {
  subscriptions: Readonly<Record<string, readonly RepeatableHandler[]>>;
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

export const CONSUMER_PACE: ConsumerPace = {
  batchEntries: 128,
  blockMs: 5_000,
  attempts: 5,
  abandonedAfterMs: 60_000,
  housekeepingMs: 10_000,
  inboxRetentionSeconds: 14 * 86_400,
};
