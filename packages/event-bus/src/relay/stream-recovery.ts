import type { Logger } from '@comptoir/service-kit';
import type { RelayMetrics } from '../metrics.ts';
import { NOWHERE, compareStreamIds, idAfter } from '../redis/stream-id.ts';
import type { StreamId } from '../redis/stream-id.ts';
import type { EventStream } from './event-stream.ts';
import type { RelayState } from './relay-lease.repository.ts';
import type { RelayLease } from './relay-lease.ts';

export interface StreamRecovery {
  /** The stream ends elsewhere than recorded: finds out why, and mends it. */
  reconcile(state: RelayState, actual: StreamId): Promise<void>;
  /** Publishes everything again for consumers that missed some. */
  answer(head: StreamId, consumers: readonly string[]): Promise<void>;
}

export interface StreamRecoveryParts {
  stream: EventStream;
  lease: RelayLease;
  metrics: RelayMetrics;
  log: Logger;
}

/**
 * The recorded head tells a stream that kept everything from one that was wiped, or restarted without its tail: relays
 * are its only writers and only append where the recorded head is, so a head behind the recorded one means loss. Every
 * new head is greater than all before, which keeps a relay that slept through a wipe from writing to the new stream.
 */
export function streamRecovery({ stream, lease, metrics, log }: StreamRecoveryParts): StreamRecovery {
  // Written down before the stream is touched: whoever comes next finds the loss, or the duty to replay.
  const reopen = async (recorded: StreamId | null, actual: StreamId): Promise<void> => {
    const head = idAfter(recorded ?? NOWHERE);
    if (!(await lease.replayAll(head))) return;
    await stream.moveHead(actual, head);
    if (recorded === null) return;
    metrics.replayed('lost');
    log.warn({ recorded, actual }, 'stream lost events, publishing the outbox again');
  };

  return {
    reconcile: async ({ head, replay }, actual) => {
      const ahead = actual !== NOWHERE && (head === null || compareStreamIds(actual, head) > 0);
      // Ahead: a batch was appended but not recorded. Its rows are still pending and will be published twice.
      if (ahead) await lease.record({ head: actual, replay, published: [] });
      else await reopen(head, actual);
    },
    answer: async (head, consumers) => {
      if (!(await lease.replayAll(head))) return;
      await stream.replayAnswered(consumers);
      metrics.replayed('requested');
      log.warn({ consumers }, 'consumer missed events, publishing the outbox again');
    },
  };
}
