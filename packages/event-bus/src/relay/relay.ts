import type { Database, Logger } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import { v7 } from 'uuid';
import { every } from '../loop/every.ts';
import { startLoop } from '../loop/loop.ts';
import { atLeast } from '../loop/rest.ts';
import type { RelayMetrics } from '../metrics.ts';
import { eventStream } from './event-stream.ts';
import { outboxJanitor } from './outbox-janitor.ts';
import { outboxRepository } from './outbox.repository.ts';
import { publisher } from './publisher.ts';
import { relayLeaseRepository } from './relay-lease.repository.ts';
import { relayLease } from './relay-lease.ts';
import { RELAY_PACE, pacing } from './relay-pace.ts';
import type { RelayPace } from './relay-pace.ts';
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

export interface Relay {
  /** "An event has just been committed": the leader publishes it at once. */
  nudge(): void;
  isLeader(): boolean;
  /** Finishes the batch in hand and hands leadership over. */
  stop(): Promise<void>;
}

/** Publishes the outbox of `source` for as long as this replica leads. Nothing it meets makes it throw or stop. */
export function startRelay(options: RelayOptions): Relay {
  const { database, redis, source, owner, log, metrics, publishes = [] } = options;
  const pace = { ...RELAY_PACE, ...options.pace };
  const { batchRows, leaseMs, janitorMs, retentionSeconds } = pace;

  // Each run has a name of its own: a process that hangs on is not mistaken for the one that replaced it.
  const rows = relayLeaseRepository({ database, source, owner: `${owner}/${v7()}`, leaseMs });
  const lease = relayLease(rows, leaseMs);
  const outbox = outboxRepository(database, batchRows, retentionSeconds);
  const stream = eventStream(redis, source, retentionSeconds);
  const recovery = streamRecovery({ stream, lease, metrics, log });
  const { turn } = publisher({ outbox, stream, lease, recovery, metrics, batchRows });
  const janitor = outboxJanitor({ outbox, stream, metrics, everyMs: janitorMs });
  const lookIsDue = every(pace.lookMs);
  const restAfter = pacing(pace);

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
      await janitor.count();
      const done = await turn(state, lookIsDue());
      await janitor.tidy();
      return restAfter(done);
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
