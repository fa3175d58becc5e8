import { readdirSync, readFileSync } from 'node:fs';
import { familyOf, parseProcStat } from './proc-stat.ts';
import type { ProcStat } from './proc-stat.ts';

/** Pids of the processes whose CPU is counted together, by name: `sale` -> its replicas. */
export type ProcessGroups = ReadonlyMap<string, readonly number[]>;

/** CPU used so far, by group and process. */
export type CpuReading = ReadonlyMap<string, ReadonlyMap<string, number>>;

function readTable(): ProcStat[] {
  const read = (pid: string) => {
    try {
      return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return undefined; // It ended between the listing and the reading.
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(read)
    .filter((entry) => entry !== undefined);
}

/** Reads what every group has used up to now, children included. */
export function readCpu(groups: ProcessGroups, table: readonly ProcStat[] = readTable()): CpuReading {
  const reading = new Map<string, ReadonlyMap<string, number>>();
  const roots = new Set([...groups.values()].flat());
  for (const [group, pids] of groups) {
    const family = new Set(pids.flatMap((pid) => familyOf(pid, table, roots)));
    const members = table.filter((entry) => family.has(entry.pid));
    reading.set(group, new Map(members.map((entry) => [`${entry.pid}@${entry.startTime}`, entry.cpuMs])));
  }
  return reading;
}

/** CPU in ms that each group used between two readings. A process born in between counts from zero. */
export function cpuBetween(before: CpuReading, after: CpuReading): Map<string, number> {
  const used = new Map<string, number>();
  for (const [group, members] of after) {
    const earlier = before.get(group);
    const sum = [...members].reduce((total, [id, cpuMs]) => total + cpuMs - (earlier?.get(id) ?? 0), 0);
    used.set(group, sum);
  }
  return used;
}

export const totalOf = (used: ReadonlyMap<string, number>): number =>
  [...used.values()].reduce((sum, value) => sum + value, 0);
