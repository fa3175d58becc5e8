import type { RelayMetrics } from '../metrics.ts';
import type { EventStream } from './event-stream.ts';
import type { OutboxRepository, OutboxRow, Replay } from './outbox.repository.ts';
import type { RelayState } from './relay-lease.repository.ts';
import type { RelayLease } from './relay-lease.ts';
import type { StreamRecovery } from './stream-recovery.ts';

export interface PublisherParts {
  outbox: OutboxRepository;
  stream: EventStream;
  lease: RelayLease;
  recovery: StreamRecovery;
  metrics: RelayMetrics;
  batchRows: number;
}

/** `more`: there is, or may be, something to do at once. */
export type Turn = 'more' | 'published' | 'idle';

export interface Publisher {
  /** Publishes one batch; with `look` it checks that the stream is whole even when there is nothing to publish. */
  turn(state: RelayState, look: boolean): Promise<Turn>;
}

interface Batch {
  fresh: OutboxRow[];
  again: OutboxRow[];
  /** What is left to replay after this batch. */
  replay: Replay | null;
  isLast: boolean;
}

/**
 * Brings the outbox onto the stream, at least once: after a crash between append and record a batch is published again,
 * and the inbox absorbs it. A replay runs beside the new events, so the living do not wait for history.
 */
export function publisher({
  outbox,
  stream,
  lease,
  recovery,
  metrics,
  batchRows,
}: PublisherParts): Publisher {
  const nextBatch = async (replay: Replay | null): Promise<Batch> => {
    const fresh = await outbox.pending();
    const again = replay === null ? [] : await outbox.published(replay);
    const last = again.at(-1);
    const goesOn = replay !== null && last !== undefined && again.length === batchRows;
    return {
      fresh,
      again,
      replay: goesOn ? { ...replay, position: last.position } : null,
      isLast: !goesOn && fresh.length < batchRows,
    };
  };

  /** True when the batch is on the stream and written down, and nobody asks for more. */
  const publish = async (state: RelayState, { fresh, again, replay }: Batch): Promise<boolean> => {
    const events = [...fresh, ...again];
    const { appended, head, replayRequests } = await stream.append(state.head ?? '', events);
    if (!appended) {
      await recovery.reconcile(state, head);
      return false;
    }
    if (events.length > 0 || replay !== state.replay) {
      const published = fresh.map(({ position }) => position);
      if (!(await lease.record({ head, replay, published }))) return false;
      for (const { type } of events) metrics.published(type);
    }
    if (replayRequests.length === 0) return true;
    await recovery.answer(head, replayRequests);
    return false;
  };

  return {
    turn: async (state, look) => {
      const batch = await nextBatch(state.replay);
      const isIdle = batch.fresh.length === 0 && state.replay === null;
      if (isIdle && !look) return 'idle';
      if (!lease.isHeld() || !(await publish(state, batch)) || !batch.isLast) return 'more';
      return isIdle ? 'idle' : 'published';
    },
  };
}
