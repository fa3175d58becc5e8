import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { listLogs } from './log-files.ts';
import { parseLogLine, type LogLine } from './log-line.ts';
import type { Wanted } from './read-log.ts';

const EVERY_MS = 250;

/** Lines as they are written, from these positions on; a process that appears later is followed from its first line. */
export async function* followLogs(
  options: { folder: string; only: string | undefined; wanted: Wanted; signal: AbortSignal },
  positions: ReadonlyMap<string, number>,
): AsyncGenerator<LogLine> {
  const tails = new Map([...positions].map(([name, position]) => [name, createTail(position)]));
  while (!options.signal.aborted) {
    const fresh = listLogs(options.folder, options.only).flatMap(({ name, current }) => {
      const tail = tails.get(name) ?? createTail(0);
      tails.set(name, tail);
      return tail(current)
        .filter(options.wanted)
        .map((text) => parseLogLine(name, text));
    });
    yield* fresh.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0));
    await delay(EVERY_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** Reads what a log has gained since the last call, also across a rotation, which moves its head to `<file>.1`. */
function createTail(start: number): (file: string) => string[] {
  let position = start;
  let unfinished = '';
  return (file) => {
    let gained = '';
    if (sizeOf(file) < position) {
      const moved = sizeOf(`${file}.1`);
      gained = readFrom(`${file}.1`, position);
      position = Math.max(position - moved, 0);
    }
    const rest = readFrom(file, position);
    position += Buffer.byteLength(rest);
    const lines = (unfinished + gained + rest).split('\n');
    unfinished = lines.pop() ?? '';
    return lines;
  };
}

function readFrom(file: string, position: number): string {
  const length = sizeOf(file) - position;
  if (length <= 0) return '';
  const fd = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, length, position));
  } finally {
    closeSync(fd);
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
