import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { parseLogLine } from '@comptoir/log-files';

const TAIL_BYTES = 8192;
const LONGEST_LINE = 240;
const COMPLAINT = /error|fatal|cannot|denied|refused|invalid|not usable|no space/i;

/** How much has been written to a log by now: what comes later begins there. */
export function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * What a process said last, on one line: its complaints if it has any, without stacks. What was written before `from`
 * is of an earlier life and explains nothing. undefined when it said nothing.
 */
export function lastWords(file: string, from: number): string | undefined {
  const lines = tail(file, from)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '));
  const complaints = lines.filter(isComplaint);
  const words = complaints.length > 0 ? complaints : lines;
  // A process that keeps ending keeps saying the same.
  const last = [...new Set(words.toReversed())].slice(0, 3).toReversed();
  return last.length === 0 ? undefined : last.map((line) => line.slice(0, LONGEST_LINE)).join(' | ');
}

// A line with a level says itself how bad it is, whatever words are in it.
function isComplaint(line: string): boolean {
  const { level } = parseLogLine('', line);
  return level === '' ? COMPLAINT.test(line) : level === 'ERROR' || level === 'FATAL';
}

function tail(file: string, from: number): string {
  try {
    return readTail(file, from);
  } catch {
    return '';
  }
}

function readTail(file: string, from: number): string {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    // Shorter than it was, it has been rotated meanwhile: all of it is new enough.
    const fresh = size < from ? size : size - from;
    const buffer = Buffer.alloc(Math.min(fresh, TAIL_BYTES));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(fd);
  }
}
