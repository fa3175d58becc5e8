import type { Database, Logger } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import { v7 } from 'uuid';
import { eventStream } from './event-stream.ts';
import { every } from './every.ts';
import { startLoop } from './loop.ts';
import type { RelayMetrics } from './metrics.ts';
import { outboxJanitor } from './outbox-janitor.ts';
import { outboxRepository } from './outbox.repository.ts';
import { publisher } from './publisher.ts';
import type { Turn } from './publisher.ts';
import { relayLease } from './relay-lease.ts';
import { relayLeaseRepository } from './relay-lease.repository.ts';
import { atLeast } from './rest.ts';
import type { Pause } from './rest.ts';
import { streamRecovery } from './stream-recovery.ts';

export interface RelayOptions {
  database: Database;
  redis: Redis;
  /** Name of the service whose outbox this is. */
  source: string;
  /** Name of this replica, for whoever reads the lease row. */
  owner: string;
  log: Logger;
  metrics: RelayMetrics;
  /** What this service publishes: its counters start at zero. */
  publishes?: readonly { type: string }[];
  pace?: Partial<RelayPace>;
}

export interface RelayPace {
  batchRows: number;
  /** A leader that died is replaced after about this long. */
  leaseMs: number;
  /** After a batch that was not full: events gather, and a batch of many costs little more than one of one. */
  gatherMs: number;
  /** Longest time until an event written by another replica, which cannot nudge, is seen. */
  pollMs: number;
  /** How often an idle leader makes sure that the stream is whole. */
  lookMs: number;
  janitorMs: number;
  /** How long published events can still be published again. Inboxes must remember longer. */
  retentionSeconds: number;
}

export interface Relay {
  /** "An event has just been committed": the leader publishes it at once. */
  nudge(): void;
  isLeader(): boolean;
  /** Finishes the batch in hand and hands leadership over. */
  stop(): Promise<void>;
}

const PACE: RelayPace = {
  batchRows: 500,
  leaseMs: 5_000,
  gatherMs: 50,
  pollMs: 100,
  lookMs: 1_000,
  janitorMs: 10_000,
  retentionSeconds: 7 * 86_400,
};

/** Publishes the outbox of `source` for as long as this replica leads. Nothing it meets makes it throw or stop. */
export function startRelay(options: RelayOptions): Relay {
  const { database, redis, source, owner, log, metrics, publishes = [] } = options;
  const pace = { ...PACE, ...options.pace };
  const { batchRows, leaseMs, janitorMs, retentionSeconds } = pace;

  // Each run has a name of its own: a process that hangs on is not mistaken for the one that replaced it.
  const rows = relayLeaseRepository({ database, source, owner: `${owner}/${v7()}`, leaseMs });
  const lease = relayLease(rows, leaseMs);
  const outbox = outboxRepository(database, batchRows, retentionSeconds);
  const stream = eventStream(redis, source, retentionSeconds);
  const recovery = streamRecovery({ stream, lease, metrics, log });
  const { turn } = publisher({ outbox, stream, lease, recovery, metrics, batchRows });
  const tidy = outboxJanitor({ outbox, stream, metrics, everyMs: janitorMs });
  const lookIsDue = every(pace.lookMs);

  metrics.publishes(publishes.map(({ type }) => type));
  const loop = startLoop({
    log,
    onError: lease.doubt,
    step: async () => {
      const state = await lease.hold();
      metrics.leader(state !== undefined);
      if (state === undefined) {
        metrics.backlog(0, 0);
        return atLeast(leaseMs / 3);
      }
      const done = await turn(state, lookIsDue());
      await tidy();
      return pauseAfter(done, pace);
    },
  });

  return {
    nudge: loop.nudge,
    isLeader: lease.isHeld,
    stop: async () => {
      await loop.stop();
      // Without a database the lease simply runs out.
      await lease.resign().catch(() => undefined);
      metrics.leader(false);
    },
  };
}

function pauseAfter(turn: Turn, { gatherMs, pollMs }: RelayPace): Pause {
  if (turn === 'more') return atLeast(0);
  return { leastMs: gatherMs, mostMs: turn === 'published' ? gatherMs : pollMs };
}
