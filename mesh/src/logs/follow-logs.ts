import { setTimeout as delay } from 'node:timers/promises';
import { listLogs, parseLogLine, readSince, type LogLine, type Position } from '@comptoir/log-files';
import type { Wanted } from './read-log.ts';

const EVERY_MS = 250;
// More than a log may grow to before it is rotated: nothing is left out.
const MOST_BYTES = 64 * 1024 * 1024;
const FROM_THE_START: Position = { offset: 0, aside: '0' };

/** Lines as they are written, from these positions on; a process that appears later is followed from its first line. */
export async function* followLogs(
  options: { folder: string; only: string | undefined; wanted: Wanted; signal: AbortSignal },
  positions: ReadonlyMap<string, Position>,
): AsyncGenerator<LogLine> {
  const reached = new Map(positions);
  while (!options.signal.aborted) {
    const fresh: LogLine[] = [];
    for (const source of listLogs(options.folder, options.only)) {
      const from = reached.get(source.name) ?? FROM_THE_START;
      const { lines, position } = await readSince(source, from, MOST_BYTES);
      reached.set(source.name, position);
      fresh.push(...lines.filter(options.wanted).map((text) => parseLogLine(source.name, text)));
    }
    yield* fresh.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0));
    await delay(EVERY_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
