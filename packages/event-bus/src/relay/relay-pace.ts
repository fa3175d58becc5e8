import { atLeast } from '../loop/rest.ts';
import type { Pause } from '../loop/rest.ts';
import type { Turn } from './publisher.ts';

export interface RelayPace {
  batchRows: number;
  /** A leader that died is replaced after about this long. */
  leaseMs: number;
  /** After a batch that was not full: events gather, and a batch of many costs little more than one of one. */
  gatherMs: number;
  /** Longest time until an event written by another replica, which cannot nudge, is seen. */
  pollMs: number;
  /** The same, when nothing was written for a while. */
  idlePollMs: number;
  /** How often an idle leader makes sure that the stream is whole. */
  lookMs: number;
  janitorMs: number;
  /** How long published events can still be published again. Inboxes must remember longer. */
  retentionSeconds: number;
}

export const RELAY_PACE: RelayPace = {
  batchRows: 500,
  leaseMs: 5_000,
  gatherMs: 50,
  pollMs: 100,
  idlePollMs: 500,
  lookMs: 1_000,
  janitorMs: 10_000,
  retentionSeconds: 7 * 86_400,
};

const TURNS_UNTIL_IDLE = 50;

/** How long to rest after each turn: not at all with work in hand, longer and longer without. */
export function pacing({ gatherMs, pollMs, idlePollMs }: RelayPace): (turn: Turn) => Pause {
  let idleTurns = 0;
  return (turn) => {
    idleTurns = turn === 'idle' ? idleTurns + 1 : 0;
    if (turn === 'more') return atLeast(0);
    if (turn === 'published') return atLeast(gatherMs);
    return { leastMs: gatherMs, mostMs: idleTurns > TURNS_UNTIL_IDLE ? idlePollMs : pollMs };
  };
}
