import { readdirSync, readFileSync } from 'node:fs';

/** A process as the kernel knows it. A pid is used again one day; a pid with its start time never is. */
export interface Identity {
  pid: number;
  /** Clock ticks after boot. */
  startTime: number;
}

export interface ProcessEntry extends Identity {
  session: number;
  zombie: boolean;
}

/** The fields we need of /proc/<pid>/stat. The name, in parentheses, may itself hold spaces and parentheses. */
export function parseStat(text: string): ProcessEntry {
  const pid = Number.parseInt(text, 10);
  const [state, , , session, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    session: Number(session),
    zombie: state === 'Z' || state === 'X',
    startTime: Number(rest[15]),
  };
}

/** The process of this pid now, or undefined. */
export function readProcess(pid: number): ProcessEntry | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Every live process of the machine. */
export function readProcessTable(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((entry) => entry !== undefined)
    .filter((entry) => !entry.zombie);
}

export function isAlive({ pid, startTime }: Identity): boolean {
  const found = readProcess(pid);
  return found !== undefined && !found.zombie && found.startTime === startTime;
}

/** Whom a pid belongs to at this moment. */
export function identify(pid: number): Identity | undefined {
  const found = readProcess(pid);
  return found && { pid, startTime: found.startTime };
}

/**
 * The pids of a process we started and of its children. Each of ours leads its own session, which lives on in its
 * children when the leader is killed (Nginx workers); the kernel gives the number to nobody else meanwhile.
 */
export function sessionOf({ pid, startTime }: Identity, table = readProcessTable()): number[] {
  const leader = table.find((entry) => entry.pid === pid);
  if (leader !== undefined && leader.startTime !== startTime) return [];
  return table
    .filter((entry) => entry.session === pid && entry.startTime >= startTime)
    .map((entry) => entry.pid);
}
