import { execFile } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { errorCode } from '../thrown.ts';

// What the kernel can cut from the head of a file is whole blocks; every Linux file system has blocks that divide this.
const BLOCK = 4096;

/**
 * Sets the head of a log aside as `<file>.1`, older ones as `.2` and so on up to `keep`. The processes write to the file
 * themselves, in append mode: none has to be told, and none loses a line. The cut may fall inside a line, so the files
 * only make sense one after the other, as one text.
 */
export async function rotateLog(file: string, keep: number): Promise<void> {
  const { size } = await stat(file);
  const head = Math.floor((size - 1) / BLOCK) * BLOCK;
  if (head <= 0) return;
  const aside = `${file}.new`;
  await pipeline(createReadStream(file, { end: head - 1 }), createWriteStream(aside, { mode: 0o600 }));
  for (let age = keep - 1; age >= 1; age -= 1) renameIfThere(`${file}.${age}`, `${file}.${age + 1}`);
  renameSync(aside, `${file}.1`);
  await cutHead(file, head).catch(() => moveRest(file, head));
}

/** Takes bytes from the front of a file that others are writing to; ext4 and xfs can, and do it in one step. */
async function cutHead(file: string, bytes: number): Promise<void> {
  await promisify(execFile)('fallocate', [
    '--collapse-range',
    '--offset',
    '0',
    '--length',
    String(bytes),
    file,
  ]);
}

/** For the other file systems: what is written between the last read and the cut, some microseconds later, is lost. */
function moveRest(file: string, position: number): void {
  const from = openSync(file, 'r+');
  const to = openSync(`${file}.1`, 'a');
  try {
    const rest = Buffer.alloc(fstatSync(from).size - position);
    writeSync(to, rest, 0, readSync(from, rest, 0, rest.length, position));
    ftruncateSync(from, 0);
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
