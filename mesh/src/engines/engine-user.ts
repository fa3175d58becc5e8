import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from './engine-process.ts';
import { engineEnv, withPrivileges, type EngineUser } from './engine-command.ts';

// `mysql` exists where the full server package was installed; `nobody` exists everywhere. We create no account: that
// would be a change to the machine.
const CANDIDATES = ['mysql', 'nobody'];

/**
 * The account for an engine whose data is in the first folder and which also uses the others: undefined means "as
 * ourselves", which is always so when we are not root. Data that belongs to somebody keeps its owner, so the choice
 * never changes between two starts. Root stays root where the account cannot reach a folder (a clone in /root).
 */
export function engineUser(dataFolder: string, ...otherFolders: string[]): EngineUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  const owner = existsSync(dataFolder) ? lstatSync(dataFolder).uid : 0;
  const user =
    owner === 0
      ? CANDIDATES.map((name) => accounts.find((account) => account.name === name)).find((found) => found)
      : accounts.find((account) => account.uid === owner);
  if (!user) return undefined;
  const reachable = [dataFolder, ...otherFolders].every((folder) =>
    canReach(user, nearestExisting(dirname(folder))),
  );
  return reachable ? user : undefined;
}

/** Makes a private folder (mode 700) and hands it, with what is in it, to the engine's account. */
export function makeOwnFolder(path: string, user: EngineUser | undefined): void {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const owner = lstatSync(path).uid;
  // In /tmp anybody may have made a folder of this name before us, to read what we put there.
  if (owner !== process.getuid?.() && owner !== user?.uid)
    throw new EngineError(`${path} belongs to another account.`);
  if (user && owner !== user.uid) giveTo(path, user);
}

function giveTo(path: string, user: EngineUser): void {
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) giveTo(child, user);
    else if (entry.isFile()) chownSync(child, user.uid, user.gid);
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function canReach(user: EngineUser, directory: string): boolean {
  const test = { command: 'test', args: ['-x', directory], env: engineEnv, cwd: '/' };
  const { command, args, env, cwd } = withPrivileges(test, { user });
  try {
    execFileSync(command, args, { env, cwd, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function readAccounts(): EngineUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
