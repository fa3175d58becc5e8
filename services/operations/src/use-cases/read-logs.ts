import type { LogPage, LogQuery } from '@comptoir/contracts/http/operations';
import { entriesOf } from './entries-of.ts';
import { cursorOf, positionsIn } from './log-cursor.ts';
import type { LogTails } from './ports.ts';

/** The newest lines of all processes as one story, or what was said since an earlier answer. */
export async function readLogs(logs: LogTails, query: LogQuery, now: Date): Promise<LogPage> {
  const tails = await logs.since(query.service, positionsIn(query.after));
  const entries = tails
    .flatMap((tail) => entriesOf(tail, query, now))
    .toSorted((one, other) => one.time.localeCompare(other.time));
  return {
    items: entries.slice(-query.limit),
    cursor: cursorOf(tails),
    skipped: entries.length > query.limit || tails.some(({ skipped }) => skipped),
  };
}
