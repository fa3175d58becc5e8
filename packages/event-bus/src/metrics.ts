import { Counter, Gauge } from 'prom-client';
import type { MetricsRegistry } from '@comptoir/service-kit';

const OUTCOMES = ['applied', 'duplicate', 'failed', 'dead'] as const;
const REPLAY_REASONS = ['lost', 'requested'] as const;

export interface RelayMetrics {
  publishes(types: readonly string[]): void;
  published(type: string): void;
  replayed(reason: (typeof REPLAY_REASONS)[number]): void;
  leader(leads: boolean): void;
  backlog(pending: number, oldestAgeSeconds: number): void;
}

export interface ConsumerMetrics {
  consumes(consumer: string, types: readonly string[]): void;
  consumed(consumer: string, type: string, outcome: (typeof OUTCOMES)[number]): void;
  lost(consumer: string, entries: number): void;
  lag(consumer: string, entries: number): void;
  deadLetters(consumer: string, entries: number): void;
}

export type EventMetrics = RelayMetrics & ConsumerMetrics;

/** Metrics of relay and consumer, once per process. Labels come from closed sets and start at zero (lesson 26). */
export function createEventMetrics(registry: MetricsRegistry): EventMetrics {
  return { ...relayMetrics([registry]), ...consumerMetrics([registry]) };
}

/** For a service that listens only. */
export function createConsumerMetrics(registry: MetricsRegistry): ConsumerMetrics {
  return consumerMetrics([registry]);
}

function relayMetrics(registers: MetricsRegistry[]): RelayMetrics {
  const pending = new Gauge({
    name: 'outbox_pending_events',
    help: 'Events written but not yet on the stream; 0 where another replica leads.',
    registers,
  });
  const age = new Gauge({ name: 'outbox_oldest_age_seconds', help: 'Age of the oldest of them.', registers });
  const leader = new Gauge({
    name: 'outbox_relay_leader',
    help: '1 when this replica publishes.',
    registers,
  });
  const published = new Counter({
    name: 'events_published_total',
    help: 'Events put on the stream, replays included.',
    labelNames: ['type'],
    registers,
  });
  const replays = new Counter({
    name: 'outbox_replays_total',
    help: 'Times the whole outbox was published again: the stream lost events, or a consumer asked.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of REPLAY_REASONS) replays.inc({ reason }, 0);

  return {
    publishes: (types) => {
      for (const type of types) published.inc({ type }, 0);
    },
    published: (type) => {
      published.inc({ type });
    },
    replayed: (reason) => {
      replays.inc({ reason });
    },
    leader: (leads) => {
      leader.set(leads ? 1 : 0);
    },
    backlog: (events, oldestAgeSeconds) => {
      pending.set(events);
      age.set(oldestAgeSeconds);
    },
  };
}

function consumerMetrics(registers: MetricsRegistry[]): ConsumerMetrics {
  const consumed = new Counter({
    name: 'events_consumed_total',
    help: 'Events by what became of them; failed counts attempts.',
    labelNames: ['consumer', 'type', 'outcome'],
    registers,
  });
  const lost = new Counter({
    name: 'events_lost_total',
    help: 'Entries trimmed before this consumer acknowledged them; a replay was asked for (lesson 21).',
    labelNames: ['consumer'],
    registers,
  });
  const lag = new Gauge({
    name: 'event_stream_lag',
    help: 'Entries not yet acknowledged, over all streams of the consumer; the same from each replica.',
    labelNames: ['consumer'],
    registers,
  });
  const dead = new Gauge({
    name: 'event_dead_letters',
    help: 'Dead letters waiting for a person.',
    labelNames: ['consumer'],
    registers,
  });

  return {
    consumes: (consumer, types) => {
      for (const type of types) for (const outcome of OUTCOMES) consumed.inc({ consumer, type, outcome }, 0);
      lost.inc({ consumer }, 0);
      lag.set({ consumer }, 0);
      dead.set({ consumer }, 0);
    },
    consumed: (consumer, type, outcome) => {
      consumed.inc({ consumer, type, outcome });
    },
    lost: (consumer, entries) => {
      lost.inc({ consumer }, entries);
    },
    lag: (consumer, entries) => {
      lag.set({ consumer }, entries);
    },
    deadLetters: (consumer, entries) => {
      dead.set({ consumer }, entries);
    },
  };
}
