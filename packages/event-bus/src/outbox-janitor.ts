import type { EventStream } from './event-stream.ts';
import { every } from './every.ts';
import type { RelayMetrics } from './metrics.ts';
import type { OutboxRepository } from './outbox.repository.ts';

export interface OutboxJanitorParts {
  outbox: OutboxRepository;
  stream: EventStream;
  metrics: RelayMetrics;
  /** How often the stream is trimmed; counting comes as often, purging six times more rarely. */
  everyMs: number;
}

/** What a leader does beside publishing, in small steps between two batches. */
export function outboxJanitor({ outbox, stream, metrics, everyMs }: OutboxJanitorParts): () => Promise<void> {
  const countIsDue = every(everyMs);
  const trimIsDue = every(everyMs);
  const purgeIsDue = every(everyMs * 6);
  let purging = false;

  return async () => {
    if (countIsDue()) {
      const { pending, oldestAgeSeconds } = await outbox.backlog();
      metrics.backlog(pending, oldestAgeSeconds);
    }
    if (trimIsDue()) await stream.trim();
    // One statement of at most 1,000 rows each time around: writers are never kept waiting for long.
    if (purging || purgeIsDue()) purging = (await outbox.purge()) > 0;
  };
}
