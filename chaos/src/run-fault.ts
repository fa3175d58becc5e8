import { setTimeout as delay } from 'node:timers/promises';
import { checkBooks, type BooksReport } from './books/check-books.ts';
import { withDatabases } from './books/databases.ts';
import { drained } from './books/drain.ts';
import { ChaosError } from './chaos-error.ts';
import { openDoors } from './clients/crowd.ts';
import { feltIn, type FeltReport } from './clients/felt.ts';
import type { Journal } from './clients/journal.ts';
import type { Shop } from './clients/shop.ts';
import type { Bounds, Fault, Stage } from './faults/fault.ts';

export interface Measured {
  name: string;
  title: string;
  /** What was wrong, in sentences: missed bounds first, then the books. Empty means passed. */
  problems: string[];
  felt: FeltReport;
  books: BooksReport;
  /** How long the last event and the last saga took to settle once everybody had gone home; null when they never did. */
  drainedMs: number | null;
  seconds: number;
}

export interface Setting {
  mesh: Stage['mesh'];
  shop: Shop;
  journal: Journal;
  say: (line: string) => void;
}

const BEFORE_MS = 1_500;
const AFTER_MS = 4_000;
const DRAIN_WITHIN_MS = 90_000;

/** People at work, the fault, people at work again; then everything comes to rest and the books are checked. */
export async function runFault(fault: Fault, { mesh, shop, journal, say }: Setting): Promise<Measured> {
  await fault.prepare?.(mesh);
  await shop.renew();
  const crowd = openDoors(shop, journal);
  const startedAt = performance.now();
  let ownProblems: string[] = [];
  let returnedAt = startedAt;
  let endedAt = startedAt;
  try {
    await delay(BEFORE_MS);
    ownProblems = await struck(fault, { mesh, crowd, shop, say });
    returnedAt = performance.now();
    await delay(AFTER_MS);
  } finally {
    endedAt = performance.now();
    await crowd.goHome();
  }
  const felt = feltIn(crowd.felt, { startedAt, returnedAt, endedAt });
  const { books, drainedMs } = await withDatabases(mesh, async (databases) => ({
    drainedMs: (await drained(databases, DRAIN_WITHIN_MS)) ?? null,
    books: await checkBooks(databases, journal.intents()),
  }));
  const problems = [
    ...missedBounds(felt, fault.bounds),
    ...ownProblems,
    ...(drainedMs === null ? [`not at rest after ${DRAIN_WITHIN_MS / 1000} s`] : []),
    ...books.problems,
  ];
  const { name, title } = fault;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return { name, title, problems, felt, books, drainedMs, seconds };
}

/** What was wrong with the fault itself. A mesh that does not come back is a finding, and the books are still looked at. */
async function struck(fault: Fault, stage: Stage): Promise<string[]> {
  try {
    return (await fault.strike(stage)) ?? [];
  } catch (error) {
    if (error instanceof ChaosError) return [error.message];
    throw error;
  }
}

/** The bounds that were missed, in sentences. That nothing fails for good is asked of every fault. */
export function missedBounds({ reads, writes, recoveredMs }: FeltReport, bounds: Bounds): string[] {
  const atMost = (what: string, found: number, most: number | undefined) =>
    most === undefined || found <= most ? [] : [`${what}: ${found}, at most ${most}`];
  return [
    ...atMost('reads that failed for good', reads.failedAfterRetry, 0),
    ...atMost('writes that failed for good', writes.failedAfterRetry, 0),
    ...atMost('reads that failed at first', reads.failedFirstTry, bounds.failedReads),
    ...atMost('writes that failed at first', writes.failedFirstTry, bounds.failedWrites),
    ...atMost('ms to recover', recoveredMs, bounds.recoveredMs),
  ];
}
