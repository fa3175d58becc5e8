import { readFileSync } from 'node:fs';

/**
 * Proportional set size of some processes in bytes: pages shared with others count by their share, so the sum over a
 * mesh is what it really takes (lesson 29). A process that has just gone counts nothing.
 */
export function pssBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + pssOf(pid), 0);
}

/** Resident set size of some processes in bytes: shared pages count in each, but the kernel need not walk any page. */
export function residentBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + kilobytesIn('VmRSS', read(`/proc/${pid}/status`)) * 1024, 0);
}

export function parsePss(smapsRollup: string): number {
  return kilobytesIn('Pss', smapsRollup) * 1024;
}

function pssOf(pid: number): number {
  return parsePss(read(`/proc/${pid}/smaps_rollup`));
}

function kilobytesIn(field: string, text: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
