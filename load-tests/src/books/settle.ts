import { LoadError } from '../load-error.ts';
import type { Send } from '../mesh/api.ts';
import { until } from '../until.ts';
import { some } from '../report/some.ts';
import type { AskedSale, TillRoll } from './till-roll.ts';

const PATIENCE_MS = 30_000;

/** What was wrong with the answer this time; undefined when it was a sale. */
async function askAgain(send: Send, { till, key, body, wrongIn }: AskedSale): Promise<string | undefined> {
  try {
    const call = { method: 'POST', token: till.seller.token(), idempotencyKey: key, body } as const;
    const reply = await send('/api/sales', call);
    return wrongIn({ status: reply.status, body: JSON.stringify(reply.body) });
  } catch (error) {
    // No answer is exactly what this is for: it is asked again until time is up.
    if (error instanceof LoadError) return error.message;
    throw error;
  }
}

/**
 * Asks again, under the same keys, for every sale whose answer never came, as a till would: afterwards each is either
 * a sale we know of or none at all. Answers how many were settled and what stayed undecided when time was up.
 */
export async function settle(
  send: Send,
  roll: TillRoll,
  patienceMs = PATIENCE_MS,
): Promise<{ settled: number; problems: string[] }> {
  const undecided = [...roll.open.values()];
  const deadline = performance.now() + patienceMs;
  let last: string | undefined;
  for (const asked of undecided) {
    const left = deadline - performance.now();
    if (left <= 0) break;
    await until(left, async () => {
      last = await askAgain(send, asked);
      return !roll.open.has(asked.key);
    });
  }
  const problems = [...roll.open.keys()].map((key) => `the sale asked under key ${key} was never decided`);
  const reason = last === undefined || problems.length === 0 ? [] : [`the last answer was: ${last}`];
  return { settled: undecided.length - problems.length, problems: [...some(problems), ...reason] };
}
