import { every } from '../loop/every.ts';
import { atLeast } from '../loop/rest.ts';
import type { Pause } from '../loop/rest.ts';
import { NOWHERE } from '../redis/stream-id.ts';
import type { StreamId } from '../redis/stream-id.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { Settlement } from './settlement.ts';

export interface StreamReaderParts {
  group: ConsumerGroup;
  settlement: Settlement;
  batchEntries: number;
  /** An entry that a member has held for this long belongs to a member that died. */
  abandonedAfterMs: number;
}

export interface StreamReader {
  step(): Promise<Pause>;
  /** Something failed: the group may be gone, a reply may be lost. The next step starts over. */
  startOver(): void;
  /** True when the last read left nothing behind. */
  hasCaughtUp(): boolean;
}

/** Reads one stream for ever, in steps: first what was left over, then what is new. */
export function streamReader({
  group,
  settlement,
  batchEntries,
  abandonedAfterMs,
}: StreamReaderParts): StreamReader {
  const { settle, reportLost } = settlement;
  const takeOverIsDue = every(abandonedAfterMs / 2);
  let joined = false;
  let caughtUp = false;

  const join = async (): Promise<void> => {
    await group.join();
    for (let own = await group.readOwn(); own.length > 0; own = await group.readOwn()) await settle(own);
    joined = true;
  };

  const takeOver = async (): Promise<void> => {
    let from: StreamId = NOWHERE;
    do {
      const { cursor, entries, lost } = await group.takeOver(from, abandonedAfterMs);
      await reportLost(lost);
      await settle(entries);
      from = cursor;
    } while (from !== NOWHERE);
  };

  return {
    step: async () => {
      if (!joined) await join();
      if (takeOverIsDue()) await takeOver();
      const entries = await group.readNew();
      await settle(entries);
      caughtUp = entries.length < batchEntries;
      return atLeast(0);
    },
    startOver: () => {
      joined = false;
      caughtUp = false;
    },
    hasCaughtUp: () => caughtUp,
  };
}
