import { open } from 'node:fs/promises';
import { parseLogLine } from './log-line.ts';

export interface Search {
  /** A line is wanted when it holds one of these, somewhere. */
  words: readonly string[];
  /** What was written before this (epoch milliseconds) is not looked at. */
  since?: number | undefined;
  /** At most this much is read, of the newest. */
  maxBytes: number;
}

const CHUNK = 1024 * 1024;
const BREAK = 10;

/**
 * Lines of one text that is several files, oldest first, as a rotation leaves them. It is read from its end back, in
 * pieces: what is searched is bytes, and only what is found becomes text. What a rotation moves meanwhile may be missed.
 */
export async function findLines(
  files: readonly string[],
  { words, since, maxBytes }: Search,
): Promise<string[]> {
  const found: string[][] = [];
  let left = maxBytes;
  // The head of what was read last: the end of a line that begins in the piece before it.
  let rest = Buffer.alloc(0);
  for (const file of files.toReversed()) {
    for await (const chunk of chunksFromEnd(file)) {
      const text = Buffer.concat([chunk, rest]);
      const first = text.indexOf(BREAK) + 1;
      const whole = text.subarray(first);
      found.push(linesWith(whole, words));
      // No line of ours is as long as this: it is not worth what it would cost to put it together.
      rest = first === 0 || first > CHUNK ? Buffer.alloc(0) : Buffer.from(text.subarray(0, first));
      left -= chunk.length;
      if (left <= 0 || isBefore(whole, since)) return found.toReversed().flat();
    }
  }
  found.push(linesWith(rest, words));
  return found.toReversed().flat();
}

async function* chunksFromEnd(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    let { size: end } = await handle.stat();
    while (end > 0) {
      const start = Math.max(0, end - CHUNK);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      yield buffer.subarray(0, bytesRead);
      end = start;
    }
  } finally {
    await handle.close();
  }
}

function linesWith(text: Buffer, words: readonly string[]): string[] {
  const lines = new Map<number, string>();
  for (const word of words) {
    let at = text.indexOf(word);
    while (at !== -1) {
      const start = text.lastIndexOf(BREAK, at) + 1;
      const next = text.indexOf(BREAK, at);
      const end = next === -1 ? text.length : next;
      lines.set(start, text.toString('utf8', start, end));
      at = text.indexOf(word, end);
    }
  }
  return [...lines].toSorted(([one], [other]) => one - other).map(([, line]) => line);
}

function isBefore(text: Buffer, since: number | undefined): boolean {
  if (since === undefined) return false;
  const end = text.indexOf(BREAK);
  const { time } = parseLogLine('', text.toString('utf8', 0, end === -1 ? text.length : end));
  return time !== undefined && time < since;
}
