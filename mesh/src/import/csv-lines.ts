import { isUtf8 } from 'node:buffer';
import type { LeftReason } from './left-reasons.ts';

export interface Line {
  /** 1 for the first line of the file. */
  number: number;
  text: string;
  problem?: LeftReason;
}

const MAX_LINE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The physical lines of a file, a chunk's worth at a time, in bounded memory. A record is one line, so that a
 * quote someone forgot to close spoils that line and not the rest of the file.
 */
export async function* csvLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 1;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      // One byte over the limit is enough to know that the line is too long.
      rest = Buffer.concat([rest, chunk]).subarray(0, MAX_LINE_BYTES + 1);
      continue;
    }
    const lines = linesIn(Buffer.concat([rest, chunk.subarray(0, end)]), number);
    rest = Buffer.from(chunk.subarray(end + 1));
    number += lines.length;
    yield lines;
  }
  if (rest.length > 0) yield linesIn(rest, number);
}

function linesIn(bytes: Buffer, first: number): Line[] {
  const sound = isUtf8(bytes);
  return bytes
    .toString(sound ? 'utf8' : 'latin1')
    .split('\n')
    .map((raw, index) => {
      const number = first + index;
      if (raw.length > MAX_LINE_BYTES) return { number, text: raw.slice(0, 200), problem: 'lineTooLong' };
      // Read as latin1, each character is one byte of the file.
      const ownBytes = sound ? undefined : Buffer.from(raw, 'latin1');
      if (ownBytes !== undefined && !isUtf8(ownBytes)) return { number, text: raw, problem: 'wrongEncoding' };
      return { number, text: tidy(ownBytes?.toString('utf8') ?? raw, number) };
    });
}

function tidy(text: string, number: number): string {
  const unmarked = number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return unmarked.endsWith('\r') ? unmarked.slice(0, -1) : unmarked;
}
