import { privateKeyFile } from '../home/service-keys.ts';
import type { Settings } from '../home/settings.ts';
import { readState } from '../home/state-file.ts';
import type { MeshAddress } from '../seed/open-internal.ts';
import { ask } from './client.ts';

/** Where the services of the running mesh are spoken to, in the name of `mesh`. Throws NotRunning when there is none. */
export async function runningMesh({ locations }: Settings): Promise<MeshAddress> {
  // Its ports mean something only while it runs.
  await ask(locations.controlSocket, { command: 'status' });
  const port = readState(locations.state).ports['gateway-internal'];
  return { gatewayUrl: `http://127.0.0.1:${port}`, keyFile: privateKeyFile(locations.secrets, 'mesh') };
}
