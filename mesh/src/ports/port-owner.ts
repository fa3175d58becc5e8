import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** The pid and name of who listens on a port, when this user may know it: the processes of others hide their sockets. */
export function portOwner(port: number): { pid: number; name: string } | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningInodes(readText(file), port));
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const pid =
    links.size === 0 ? undefined : namesOf('/proc').find((name) => /^\d+$/.test(name) && holds(name, links));
  return pid === undefined ? undefined : { pid: Number(pid), name: readText(`/proc/${pid}/comm`).trim() };
}

/** The inodes of the sockets that listen on a port, from the text of /proc/net/tcp. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTENING)
    .map((fields) => fields[9] ?? '');
}

function holds(pid: string, links: ReadonlySet<string>): boolean {
  return namesOf(`/proc/${pid}/fd`).some((fd) => links.has(readLink(`/proc/${pid}/fd/${fd}`)));
}

function namesOf(folder: string): string[] {
  return orElse(() => readdirSync(folder), []);
}

function readText(file: string): string {
  return orElse(() => readFileSync(file, 'utf8'), '');
}

function readLink(file: string): string {
  return orElse(() => readlinkSync(file), '');
}

function orElse<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
