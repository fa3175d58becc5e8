import { ask } from '../control/client.ts';
import { readSettings, type Settings } from '../home/settings.ts';
import { readState } from '../home/state-file.ts';
import { privateKeyFile } from '../home/service-keys.ts';
import { runImport } from '../import/run-import.ts';
import { openInternalClient } from '../seed/internal-client.ts';

/** `npm run import -- <file>`: loads real products and stock into the running mesh. */
export async function importGoods(args: readonly string[]): Promise<void> {
  const settings = readSettings();
  process.exitCode = await runImport([...args], {
    connect: () => connect(settings),
    cwd: settings.typedIn,
    out: process.stdout,
    err: process.stderr,
  });
}

async function connect({ locations }: Settings) {
  // Its ports mean something only while it runs.
  await ask(locations.controlSocket, { command: 'status' });
  const port = readState(locations.state).ports['gateway-internal'];
  return openInternalClient({
    gatewayUrl: `http://127.0.0.1:${port}`,
    keyFile: privateKeyFile(locations.secrets, 'mesh'),
  });
}
