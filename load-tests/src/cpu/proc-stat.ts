/** What the kernel says of one process in /proc/<pid>/stat. */
export interface ProcStat {
  pid: number;
  parent: number;
  /** CPU it has used in user and kernel mode. */
  cpuMs: number;
  /** Clock ticks after boot; with the pid it names a process for good. */
  startTime: number;
}

// USER_HZ, in which Linux counts for user space on every architecture Node runs on.
const TICK_MS = 10;

/** Parses one stat line. The name, in parentheses, may itself hold spaces and parentheses. */
export function parseProcStat(text: string): ProcStat {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  // proc(5) counts from 1 and starts at the pid; after the name come state (3), ppid (4) … utime (14), stime (15).
  const field = (number: number) => fields[number - 3] ?? Number.NaN;
  return {
    pid: Number.parseInt(text, 10),
    parent: field(4),
    cpuMs: (field(14) + field(15)) * TICK_MS,
    startTime: field(22),
  };
}

/**
 * The pids of `root` and of everything it started, directly or not (Nginx's workers are its children). Pids in
 * `others` are counted under their own name: the launcher started all of the mesh.
 */
export function familyOf(root: number, table: readonly ProcStat[], others: ReadonlySet<number>): number[] {
  const children = table.filter((entry) => entry.parent === root && !others.has(entry.pid));
  return [root, ...children.flatMap((child) => familyOf(child.pid, table, others))];
}
