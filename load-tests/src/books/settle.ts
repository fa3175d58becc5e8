import { LoadError } from '../load-error.ts';
import type { Send } from '../mesh/api.ts';
import { until } from '../until.ts';
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
 * a sale we know of or none at all. Answers how many were settled and what stayed undecided.
 */
export async function settle(send: Send, roll: TillRoll): Promise<{ settled: number; problems: string[] }> {
  const undecided = [...roll.open.values()];
  const problems: string[] = [];
  for (const asked of undecided) {
    let last: string | undefined;
    const decided = await until(PATIENCE_MS, async () => {
      last = await askAgain(send, asked);
      return !roll.open.has(asked.key);
    });
    if (!decided)
      problems.push(`the sale asked under key ${asked.key} was never decided: ${last ?? 'no answer'}`);
  }
  return { settled: undecided.length - problems.length, problems };
}
