import type { Outcome } from './persist.ts';

/** One action, as somebody at a till or a screen felt it. */
export interface Felt extends Outcome {
  what: string;
  isWrite: boolean;
  /** Undefined when the answer was right; a refusal that nothing explains is as bad as none. */
  wrong: string | undefined;
}

export interface Share {
  asked: number;
  failedFirstTry: number;
  failedAfterRetry: number;
}

/** What people felt of one fault. Times in ms. */
export interface FeltReport {
  reads: Share;
  writes: Share;
  /** Times by reason, of every failed try. */
  reasons: Record<string, number>;
  /** Longest time in which nobody at all was answered well. */
  longestPauseMs: number;
  /** Longest that one person waited for one thing, retries included. */
  longestWaitMs: number;
  /** From the return of what was taken to the last failed try; 0 when none failed after it. */
  recoveredMs: number;
}

export interface Period {
  startedAt: number;
  /** When what the fault took was back. */
  returnedAt: number;
  /** When the doors closed: after that, nobody asks for anything new. */
  endedAt: number;
}

/** Sums up what was felt. Times are those of `performance.now()`. */
export function feltIn(felt: readonly Felt[], period: Period): FeltReport {
  const reasons: Record<string, number> = {};
  for (const { failed, wrong } of felt) {
    for (const reason of [...failed.map((one) => one.reason), ...(wrong === undefined ? [] : [wrong])])
      reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const lastFailure = Math.max(0, ...felt.flatMap(({ failed }) => failed.map(({ at }) => at)));
  return {
    reads: shareOf(felt.filter(({ isWrite }) => !isWrite)),
    writes: shareOf(felt.filter(({ isWrite }) => isWrite)),
    reasons,
    longestPauseMs: longestPause(felt, period),
    longestWaitMs: Math.round(Math.max(0, ...felt.map(({ startedAt, endedAt }) => endedAt - startedAt))),
    recoveredMs: Math.max(0, Math.round(lastFailure - period.returnedAt)),
  };
}

function shareOf(felt: readonly Felt[]): Share {
  return {
    asked: felt.length,
    failedFirstTry: felt.filter(({ failed, wrong }) => failed.length > 0 || wrong !== undefined).length,
    failedAfterRetry: felt.filter(({ reply, wrong }) => reply === undefined || wrong !== undefined).length,
  };
}

function longestPause(felt: readonly Felt[], { startedAt, endedAt }: Period): number {
  const successes = felt
    .filter(({ reply, wrong }) => reply !== undefined && wrong === undefined)
    .map((one) => one.endedAt)
    .filter((at) => at > startedAt && at < endedAt)
    .toSorted((a, b) => a - b);
  const moments = [startedAt, ...successes, endedAt];
  return Math.round(Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at))));
}
