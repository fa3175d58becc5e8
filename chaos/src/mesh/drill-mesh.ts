import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownMesh, type OwnMesh } from '@comptoir/mesh/own-mesh';
import { ChaosError } from '../chaos-error.ts';
import { whenAllReady } from './processes.ts';

/** Losing one replica can only go unnoticed where there is a second one: every service has two in the drill. */
export const REPLICATED = [
  'auth',
  'cart',
  'location',
  'operations',
  'payment',
  'product',
  'sale',
  'stock',
] as const;

const READY_WITHIN_MS = 60_000;

/** A mesh of the suite's own in a temporary folder, with its demo chain. Throws ChaosError with what the launcher said. */
export async function startDrillMesh(port: number, replicated: readonly string[]): Promise<OwnMesh> {
  const mesh = ownMesh({ home: mkdtempSync(path.join(tmpdir(), 'chaos-')), port });
  await startAgain(mesh);
  for (const service of replicated) {
    if ((await mesh.readyReplicas(service)).length < 2) await command(mesh, 'scale', `${service}=2`);
  }
  return mesh;
}

/** Starts what is in the home, like the next `npm start`; returns when every process is ready. */
export async function startAgain(mesh: OwnMesh): Promise<void> {
  await command(mesh, 'start', '--detach');
  await whenAllReady(mesh, READY_WITHIN_MS);
}

/** A command of the operator that must succeed. */
export async function command(mesh: OwnMesh, ...words: string[]): Promise<void> {
  const { code, output, complaint } = await mesh.run(...words);
  if (code !== 0) throw new ChaosError(`"${words.join(' ')}" failed: ${complaint || output}`);
}

/** Stops it and removes its home; `keep` leaves logs and data for whoever has to find out what went wrong. */
export async function endDrillMesh(mesh: OwnMesh, keep: boolean): Promise<void> {
  await command(mesh, 'stop');
  for (const volume of volumesIn(mesh.home)) execFileSync('umount', [volume]);
  if (!keep) rmSync(mesh.home, { recursive: true, force: true });
}

/** Where a fault has mounted something of its own. */
function volumesIn(home: string): string[] {
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${home}/`));
}
