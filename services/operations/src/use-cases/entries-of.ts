import type { LogQuery } from '@comptoir/contracts/http/operations';
import { logLevel } from '@comptoir/contracts/http/operations';
import { parseLogLine, startsEntry } from '@comptoir/log-files';
import { z } from 'zod';
import type { LogEntry } from '../domain/log-entry.ts';
import { isAtLeast, processNamed } from '../domain/log-entry.ts';
import { plainLevel } from '../domain/plain-level.ts';
import type { LogTail } from './ports.ts';

type Wanted = Pick<LogQuery, 'traceId' | 'level' | 'limit'>;

const LONGEST_MESSAGE = 8_000;
const traced = z.object({ traceId: z.string() });

/** The newest entries of one process that are wanted, one more than the limit at most; oldest first. */
export function entriesOf({ source, lines }: LogTail, wanted: Wanted, now: Date): LogEntry[] {
  const found: LogEntry[] = [];
  // From the newest back: of a file of which nothing is filtered out only the end is parsed.
  let time = now.toISOString();
  for (const text of joined(lines).toReversed()) {
    if (found.length > wanted.limit) break;
    if (wanted.traceId !== undefined && !text.includes(wanted.traceId)) continue;
    const entry = entryOf(source, text, time);
    ({ time } = entry);
    if (isWanted(entry, wanted)) found.push(entry);
  }
  return found.toReversed();
}

/** Lines that belong together, such as a stack and the line that brought it. */
function joined(lines: readonly string[]): string[] {
  const entries: string[][] = [];
  for (const line of lines) {
    const last = entries.at(-1);
    if (last === undefined || startsEntry(line)) entries.push([line]);
    else if (line !== '') last.push(line);
  }
  return entries.map((parts) => parts.join('\n'));
}

/** `later`: when the line after it was written, for one that does not say. */
function entryOf(source: string, text: string, later: string): LogEntry {
  const end = text.indexOf('\n');
  const head = end === -1 ? text : text.slice(0, end);
  const { time, level, message, fields } = parseLogLine(source, head);
  const { traceId, ...rest } = fields;
  const known = traced.safeParse({ traceId });
  const words = logLevel.safeParse(level.toLowerCase());
  return {
    time: time === undefined ? later : new Date(time).toISOString(),
    ...processNamed(source),
    level: words.success ? words.data : plainLevel(head),
    message: `${message}${text.slice(head.length)}`.slice(0, LONGEST_MESSAGE),
    ...(known.success ? known.data : {}),
    fields: rest,
  };
}

function isWanted({ level, traceId }: LogEntry, wanted: Wanted): boolean {
  if (wanted.level !== undefined && !isAtLeast(level, wanted.level)) return false;
  return wanted.traceId === undefined || traceId === undefined || traceId === wanted.traceId;
}
