import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@comptoir/mesh/engines';

const root = join(import.meta.dirname, '..', '..', '..');
const run = promisify(execFile);
const mesh = (task: string, ...args: string[]) =>
  run(process.execPath, [join(root, 'mesh/src/main.ts'), task, ...args], { cwd: root });

let home: string | undefined;

/** A mesh of its own with the demo chain, unless COMPTOIR_APP_URL and COMPTOIR_HOME name one that runs already. */
export default async function startMesh(): Promise<void> {
  if (process.env['COMPTOIR_APP_URL'] !== undefined) return;
  home = await mkdtemp(join(tmpdir(), 'comptoir-browser-'));
  const port = await freePort();
  process.env['COMPTOIR_HOME'] = home;
  process.env['COMPTOIR_PORT'] = String(port);
  process.env['COMPTOIR_APP_URL'] = `http://127.0.0.1:${port}`;
  await mesh('start', '--detach');
}

export async function stopMesh(): Promise<void> {
  if (home === undefined) return;
  await mesh('stop');
  await rm(home, { recursive: true, force: true });
}
