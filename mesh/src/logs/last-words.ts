import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 8192;
const LONGEST_LINE = 240;
const COMPLAINT = /error|fatal|cannot|denied|refused|invalid|not usable|no space/i;

/** What a process said last, on one line: its complaints if it has any, without stacks. */
export function lastWords(file: string): string {
  const lines = tail(file)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '));
  const complaints = lines.filter((line) => COMPLAINT.test(line));
  // A process that keeps ending keeps saying the same.
  const words = [...new Set(complaints.length > 0 ? complaints : lines)];
  return (
    words
      .slice(-3)
      .map((line) => line.slice(0, LONGEST_LINE))
      .join(' | ') || 'it said nothing'
  );
}

function tail(file: string): string {
  try {
    return readTail(file);
  } catch {
    return '';
  }
}

function readTail(file: string): string {
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
