import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4096;

/** The last words of a process, on one line. */
export function lastLines(file: string, count: number): string {
  try {
    const words = tail(file).trim().split('\n').slice(-count).join(' | ');
    return words || 'it said nothing';
  } catch {
    return 'it said nothing';
  }
}

function tail(file: string): string {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(fd);
  }
}
