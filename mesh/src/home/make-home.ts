import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode } from '../thrown.ts';
import { MeshError } from '../mesh-error.ts';
import { fullDisk } from './full-disk.ts';
import type { Locations } from './locations.ts';

// MariaDB's redo log and system tables alone take 130 MB; below this a first sale could find a full disk.
const LEAST_FREE_BYTES = 512 * 1024 * 1024;

/** Makes the private folders (mode 700). Throws MeshError when that is impossible or the disk has no room left. */
export function makeHome(locations: Locations): void {
  const { home } = locations;
  refuseForeignFolder(locations);
  try {
    makeFolder(home);
    accessSync(home, constants.W_OK | constants.X_OK);
    chmodSync(home, 0o700);
  } catch (error) {
    throw new MeshError(
      `Cannot write to ${home} (${errorCode(error) ?? String(error)}): choose another folder with COMPTOIR_HOME, or change its permissions.`,
      { cause: error },
    );
  }
  const full = fullDisk(home, LEAST_FREE_BYTES);
  if (full !== undefined) throw new MeshError(full);
  for (const folder of [
    locations.secrets,
    locations.data,
    locations.logs,
    locations.traces,
    locations.nginx,
    locations.prometheus,
  ]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  makeRunFolder(locations.run);
}

/** Removes data, logs and demo accounts; secrets and ports stay. */
export function emptyHome(locations: Locations): void {
  for (const entry of [
    locations.data,
    locations.logs,
    locations.traces,
    locations.demoAccounts,
    locations.prometheus,
  ]) {
    rmSync(entry, { recursive: true, force: true });
  }
}

// We are about to close it to everybody else and, with --fresh, to delete in it: never do that to /tmp or to ~.
function refuseForeignFolder({ home, secrets }: Locations): void {
  if (!existsSync(home) || existsSync(secrets)) return;
  if (statSync(home).isDirectory() && readdirSync(home).length === 0) return;
  throw new MeshError(
    `${home} exists and is not a folder of Comptoir: choose another one with COMPTOIR_HOME.`,
  );
}

// Not mkdir's `recursive`: Node never returns from it in a file system that makes no folders, like /proc.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

// The run folder may be in the machine's temporary folder, where anybody could have made one of that name before us.
function makeRunFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new MeshError(`${folder} belongs to somebody else: choose a shorter COMPTOIR_HOME.`);
  }
  chmodSync(folder, 0o700);
}
