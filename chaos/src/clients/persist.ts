import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from '@comptoir/load-tests/mesh';
import { z } from 'zod';
import { brokenBy } from './kept-connections.ts';

/** One try that did not decide anything. Times in ms of `performance.now()`. */
export interface FailedTry {
  at: number;
  reason: string;
}

/** What became of one action of one person, all its tries together. */
export interface Outcome {
  startedAt: number;
  endedAt: number;
  failed: readonly FailedTry[];
  /** Undefined when the person gave up. */
  reply: Reply | undefined;
}

export interface Patience {
  /** When the person gives up, ms after the first try. */
  deadlineMs: number;
  firstPauseMs: number;
  longestPauseMs: number;
  /** Whether these failures are reason to try something else. */
  enough?: (failed: readonly FailedTry[]) => boolean;
}

export const tillPatience: Patience = { deadlineMs: 60_000, firstPauseMs: 150, longestPauseMs: 1_500 };

const problem = z.object({ code: z.string() });

/** The stable word of a refusal, `stock.insufficient`; undefined when the answer is no problem document. */
export function codeOf({ body }: Reply): string | undefined {
  return problem.safeParse(body).data?.code;
}

/**
 * Whether the answer is the last word. Bad luck (5xx), "later" (408, 425, 429, a first try still running) and a token
 * that was not believed are not: a till tries again under the same key.
 */
function isDecision(reply: Reply): boolean {
  const { status } = reply;
  if (status < 200 || status >= 500 || [401, 408, 425, 429].includes(status)) return false;
  return !isStillRunning(reply);
}

/** The first try is on its way: the till waits, and its customer feels the wait, but nothing failed. */
function isStillRunning(answer: Reply | Error | undefined): boolean {
  return answer !== undefined && 'status' in answer && codeOf(answer) === 'idempotency.in_progress';
}

/** Sends again and again, the very same request, until something is decided or the person has had `enough`. */
export async function persist(
  send: () => Promise<Reply>,
  { deadlineMs, firstPauseMs, longestPauseMs, enough = () => false }: Patience = tillPatience,
): Promise<Outcome> {
  const startedAt = performance.now();
  const failed: FailedTry[] = [];
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const answer = await send().catch((error: unknown) => (error instanceof Error ? error : undefined));
    const endedAt = performance.now();
    if (answer !== undefined && 'status' in answer && isDecision(answer)) {
      return { startedAt, endedAt, failed, reply: answer };
    }
    if (!isStillRunning(answer)) failed.push({ at: endedAt, reason: reasonOf(answer) });
    if (endedAt - startedAt + pauseMs > deadlineMs || enough(failed))
      return { startedAt, endedAt, failed, reply: undefined };
    await delay(pauseMs * (0.75 + Math.random() / 2));
  }
}

function reasonOf(answer: Reply | Error | undefined): string {
  if (answer === undefined) return 'no answer';
  if ('status' in answer) return `${answer.status} ${codeOf(answer) ?? ''}`.trim();
  return `no answer: ${brokenBy(answer) ?? answer.name}`;
}
