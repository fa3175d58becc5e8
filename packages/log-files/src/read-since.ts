import { open, stat } from 'node:fs/promises';
import type { LogSource } from './log-files.ts';

/**
 * Up to where a log was read. A rotation moves the head of a log to `<file>.1`, which becomes another file: `aside` is its
 * inode. The offset counts from the start of the log as it was then, and is below zero when a line was cut by a rotation.
 */
export interface Position {
  offset: number;
  aside: string;
}

export interface Added {
  /** Whole lines only; what is still being written comes with the next call. */
  lines: string[];
  position: Position;
  /** There was more than `maxBytes`, or it is gone: these are the newest lines. */
  skipped: boolean;
}

const NONE = { size: 0, inode: '0' };

/** What a log has gained since `position`, or its tail when there is none: at most its last `maxBytes`. */
export async function readSince(
  { current }: LogSource,
  position: Position | undefined,
  maxBytes: number,
): Promise<Added> {
  // The log being written and the one set aside before it are one text.
  const before = await look(`${current}.1`);
  const text = { before, now: await look(current) };
  const end = before.size + text.now.size;
  const wanted = position === undefined ? 0 : await startOf(current, position, text);
  const start = Math.max(wanted ?? 0, end - maxBytes);
  const skipped = wanted === undefined || start > wanted;

  const bytes = Buffer.concat([
    await readPart(`${current}.1`, start, Math.min(end, before.size)),
    await readPart(current, Math.max(start - before.size, 0), text.now.size),
  ]);
  // The first line was cut by where we began, unless we began where a call before this one had ended.
  const first = start === 0 || start === wanted ? 0 : bytes.indexOf('\n') + 1;
  const last = bytes.lastIndexOf('\n') + 1;
  const tooLong = last === 0 && bytes.length >= maxBytes;
  const read = tooLong ? bytes.length : Math.max(last, first);
  return {
    lines: last > first ? bytes.toString('utf8', first, last - 1).split('\n') : [],
    position: { offset: start + read - before.size, aside: before.inode },
    skipped,
  };
}

/** Where a log ends now. */
export async function endOf({ current }: LogSource): Promise<Position> {
  const [{ inode }, { size }] = await Promise.all([look(`${current}.1`), look(current)]);
  return { offset: size, aside: inode };
}

/** Where to go on, counted from the start of `<file>.1`; undefined when that text is gone. */
async function startOf(
  current: string,
  { offset, aside }: Position,
  { before, now }: { before: typeof NONE; now: typeof NONE },
): Promise<number | undefined> {
  if (aside === before.inode) return offset <= now.size ? Math.max(before.size + offset, 0) : undefined;
  // Rotated once since then: what was set aside before is now `.2`, and our offset counts from the start of `.1`.
  const older = await look(`${current}.2`);
  if (older.inode !== aside || offset < 0) return undefined;
  return offset;
}

async function look(file: string): Promise<typeof NONE> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found === undefined ? NONE : { size: Number(found.size), inode: found.ino.toString(36) };
}

async function readPart(file: string, from: number, to: number): Promise<Buffer> {
  if (to <= from) return Buffer.alloc(0);
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
