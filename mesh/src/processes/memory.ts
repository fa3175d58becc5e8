import { readFileSync } from 'node:fs';

/**
 * Proportional set size of some processes in bytes: pages shared with others count by their share, so the sum over a
 * mesh is what it really takes (lesson 29). A process that has just gone counts nothing.
 */
export function pssBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + pssOf(pid), 0);
}

export function parsePss(smapsRollup: string): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(smapsRollup)?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function pssOf(pid: number): number {
  try {
    return parsePss(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  } catch {
    return 0;
  }
}
