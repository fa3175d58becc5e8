import { execFileSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { OwnMesh } from '@comptoir/mesh/own-mesh';
import { command, startAgain } from '../mesh/drill-mesh.ts';
import { until } from '../until.ts';
import type { Fault } from './fault.ts';

/** Room for the sales before the disk is full. */
const ROOM_MB = 160;
const FULL_MS = 8_000;
/** Files that have grown large hold room for a while yet: only then does MariaDB ask for more and is told no. */
const NOTICED_WITHIN_MS = 120_000;
const CHUNK = Buffer.alloc(64 * 1024);

/**
 * MariaDB's data is moved to a small volume in memory, mounted for that, which is then filled to the last byte by a
 * file beside the data: the machine's own disk never is. The volume goes with the mesh.
 */
export const fullDiskFaults: Fault[] = [
  {
    name: 'full-disk',
    title: "MariaDB's disk is full, and for 8 s more once it was refused room",
    bounds: { recoveredMs: 15_000 },
    obstacle: () => (process.getuid?.() === 0 ? undefined : 'only root can mount a volume'),
    endsMesh: true,
    prepare: moveToVolume,
    strike: async ({ mesh }) => {
      const filler = path.join(dataFolder(mesh), 'filler');
      const toldBefore = timesToldFull(mesh);
      try {
        fill(filler);
        const noticed = await until(NOTICED_WITHIN_MS, async () =>
          Promise.resolve(timesToldFull(mesh) > toldBefore),
        );
        await delay(FULL_MS);
        return noticed === undefined ? ['MariaDB never asked for more room'] : [];
      } finally {
        rmSync(filler);
      }
    },
  },
];

const dataFolder = ({ home }: OwnMesh) => path.join(home, 'data', 'mariadb');

const timesToldFull = ({ home }: OwnMesh): number =>
  readFileSync(path.join(home, 'logs', 'mariadb.log'), 'utf8').split(/The table '\w+' is full/).length;

async function moveToVolume(mesh: OwnMesh): Promise<void> {
  await command(mesh, 'stop');
  const folder = dataFolder(mesh);
  const { uid, gid } = statSync(folder);
  renameSync(folder, `${folder}.moved`);
  mkdirSync(folder);
  const sizeMb = megabytesIn(`${folder}.moved`) + ROOM_MB;
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=700`, 'tmpfs', folder]);
  chownSync(folder, uid, gid);
  execFileSync('cp', ['-a', `${folder}.moved/.`, folder]);
  rmSync(`${folder}.moved`, { recursive: true });
  await startAgain(mesh);
}

const megabytesIn = (folder: string): number =>
  Number.parseInt(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }), 10);

/** Writes until the disk takes no more. */
function fill(file: string): void {
  const filler = openSync(file, 'w', 0o600);
  try {
    for (;;) writeSync(filler, CHUNK);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(filler);
  }
}
