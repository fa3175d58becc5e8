import { runningMesh } from '../control/running-mesh.ts';
import { readSettings } from '../home/settings.ts';
import { runImport } from '../import/run-import.ts';
import { openInternalClient } from '../seed/internal-client.ts';

/** `npm run import -- <file>`: loads real products and stock into the running mesh. */
export async function importGoods(args: readonly string[]): Promise<void> {
  const settings = readSettings();
  process.exitCode = await runImport([...args], {
    connect: async () => openInternalClient(await runningMesh(settings)),
    cwd: settings.typedIn,
    out: process.stdout,
    err: process.stderr,
  });
}
