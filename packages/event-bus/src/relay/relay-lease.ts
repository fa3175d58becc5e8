import type { StreamId } from '../redis/stream-id.ts';
import type { Progress, RelayLeaseRepository, RelayState } from './relay-lease.repository.ts';

export interface RelayLease {
  /** Takes the lease, or keeps it; undefined when another process has it. */
  hold(): Promise<RelayState | undefined>;
  /** True while the lease cannot have run out, by a monotonic clock of our own. */
  isHeld(): boolean;
  /** Writes progress down; false when leadership was lost, and nothing is written then. */
  record(progress: Progress): Promise<boolean>;
  /** Sets the head, and has the whole outbox published once more; false as above. */
  replayAll(head: StreamId): Promise<boolean>;
  /** What is known here may be wrong (a reply was lost): the next `hold` reads it again. */
  doubt(): void;
  resign(): Promise<void>;
}

/** Leadership among the replicas of a service: a row taken by a conditional UPDATE, which holds on Galera too (lesson 16). */
export function relayLease(rows: RelayLeaseRepository, leaseMs: number): RelayLease {
  let state: RelayState | undefined;
  let heldUntil = 0;
  let created = false;

  const isHeld = () => performance.now() < heldUntil;
  /** Our time counts from before the statement was sent, the database's from later: ours ends first. */
  const guarded = async (statement: () => Promise<boolean>): Promise<boolean> => {
    const sentAt = performance.now();
    const ours = await statement();
    heldUntil = ours ? sentAt + leaseMs : 0;
    if (!ours) state = undefined;
    return ours;
  };

  return {
    isHeld,
    hold: async () => {
      if (!isHeld()) state = undefined;
      if (state !== undefined && heldUntil - performance.now() > leaseMs / 2) return state;
      if (!created) await rows.create();
      created = true;
      if (!(await guarded(rows.take))) return undefined;
      state ??= await rows.load();
      return state;
    },
    record: async (progress) => {
      const ours = await guarded(() => rows.record(state?.head ?? null, progress));
      if (ours) state = { head: progress.head, replay: progress.replay };
      return ours;
    },
    replayAll: async (head) => {
      const ours = await guarded(() => rows.replayAll(state?.head ?? null, head));
      state = undefined;
      return ours;
    },
    doubt: () => {
      state = undefined;
    },
    resign: async () => {
      if (!isHeld()) return;
      heldUntil = 0;
      state = undefined;
      await rows.release();
    },
  };
}
