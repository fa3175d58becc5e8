import { every } from '../loop/every.ts';
import type { RelayMetrics } from '../metrics.ts';
import type { EventStream } from './event-stream.ts';
import type { OutboxRepository } from './outbox.repository.ts';

export interface OutboxJanitorParts {
  outbox: OutboxRepository;
  stream: EventStream;
  metrics: RelayMetrics;
  /** How often the stream is trimmed; counting comes as often, purging six times more rarely. */
  everyMs: number;
}

/** What a leader does beside publishing, in small steps between two batches. */
export interface OutboxJanitor {
  /** Needs no broker: what waits for it is seen while it is away. */
  count(): Promise<void>;
  tidy(): Promise<void>;
}

export function outboxJanitor({ outbox, stream, metrics, everyMs }: OutboxJanitorParts): OutboxJanitor {
  const countIsDue = every(everyMs);
  const trimIsDue = every(everyMs);
  const purgeIsDue = every(everyMs * 6);
  let purging = false;

  return {
    count: async () => {
      if (!countIsDue()) return;
      const { pending, oldestAgeSeconds } = await outbox.backlog();
      metrics.backlog(pending, oldestAgeSeconds);
    },
    tidy: async () => {
      if (trimIsDue()) await stream.trim();
      // One statement of at most 1,000 rows each time around: writers are never kept waiting for long.
      if (purging || purgeIsDue()) purging = (await outbox.purge()) > 0;
    },
  };
}
