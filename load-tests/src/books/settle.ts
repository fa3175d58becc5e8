import type { Send } from '../mesh/api.ts';
import { until } from '../until.ts';
import type { AskedSale, TillRoll } from './till-roll.ts';

const PATIENCE_MS = 30_000;

async function askAgain(send: Send, asked: AskedSale): Promise<string | undefined> {
  const { status, body } = await send('/api/sales', {
    method: 'POST',
    token: asked.till.seller.token(),
    idempotencyKey: asked.key,
    body: asked.body,
  });
  return asked.wrongIn({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
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
