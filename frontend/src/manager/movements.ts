import type { ledgerEntry } from '@comptoir/contracts/http/stock';
import type { z } from 'zod';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';

export type LedgerEntry = z.infer<typeof ledgerEntry>;

const SIZE = 100;
/** A drawing of more would show no more; what was before is in the table. */
const MOST_PAGES = 5;

/** The newest movements, newest first, and how many there are in all. */
export async function recentMovements(locationId: string, productId: string, signal: AbortSignal) {
  const ask = (page: number) =>
    call<Page<LedgerEntry>>(`/api/stock/${locationId}/${productId}/ledger?page=${page}&size=${SIZE}`, {
      signal,
    });
  const first = await ask(1);
  const pages = Math.min(MOST_PAGES, Math.ceil(first.total / SIZE));
  const others = await Promise.all(
    Array.from({ length: Math.max(0, pages - 1) }, async (_, index) => ask(index + 2)),
  );
  const entries = [first, ...others].flatMap(({ items }) => items);
  // A movement that is written between two answers pushes the last of one page onto the next.
  return { entries: [...new Map(entries.map((entry) => [entry.id, entry])).values()], total: first.total };
}

/** Back from what is there now: what there was after each movement. Points in order of time, the last one is now. */
export function onHandOverTime(newestFirst: readonly LedgerEntry[], onHand: number, now: Date) {
  const points: [number, number][] = [[now.getTime() / 1000, onHand]];
  let after = onHand;
  for (const { at, delta } of newestFirst) {
    points.push([new Date(at).getTime() / 1000, after]);
    after -= delta;
  }
  return points.toReversed();
}
