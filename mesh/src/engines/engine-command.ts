import { constants, accessSync } from 'node:fs';
import { join } from 'node:path';

/** What to spawn. Nothing of the caller's environment leaks into an engine. */
export type EngineCommand = { command: string; args: string[]; env: Record<string, string>; cwd: string };

/** The account an engine runs under when we are root. */
export type EngineUser = { name: string; uid: number; gid: number };

// An ordinary user's PATH on Debian lacks the sbin folders, where mariadbd and nginx live.
const BINARY_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export const engineEnv: Record<string, string> = {
  PATH: BINARY_FOLDERS.join(':'),
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

/** The absolute path of an installed program, or undefined. */
export function findBinary(name: string): string | undefined {
  return BINARY_FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The same command under another account, or one the kernel ends (SIGKILL) with the process that spawned it.
 * setpriv replaces itself by the command, so the pid we see is the engine's own. The kernel forgets the death signal
 * when a process changes account, which is why one program does both, in that order.
 */
export function withPrivileges(
  command: EngineCommand,
  options: { user?: EngineUser | undefined; diesWithParent?: boolean | undefined },
): EngineCommand {
  const { user, diesWithParent } = options;
  const flags = [
    ...(user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []),
    ...(diesWithParent ? ['--pdeathsig=KILL'] : []),
  ];
  if (flags.length === 0) return command;
  return { ...command, command: 'setpriv', args: [...flags, '--', command.command, ...command.args] };
}
