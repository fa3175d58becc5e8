import { privateKeyFile } from '../home/service-keys.ts';
import type { Settings } from '../home/settings.ts';
import { readState } from '../home/state-file.ts';
import type { MeshAddress } from '../seed/open-internal.ts';
import { findLeftovers } from '../supervisor/leftovers.ts';
import { ask, NotRunning } from './client.ts';
import type { Request } from './protocol.ts';

/** What is true of a mesh whose launcher is gone while its processes are not. */
export const LAUNCHER_KILLED =
  'The launcher was killed: its processes run on, and nothing restarts them. npm start takes over cleanly, npm stop ends them.';

/** Asks the supervisor of this mesh, as `ask` does; NotRunning says so when it was killed and has left its processes. */
export async function askMesh(
  { locations }: Settings,
  request: Request,
  onProgress?: (line: string) => void,
): Promise<unknown> {
  try {
    return await ask(locations.controlSocket, request, onProgress);
  } catch (error) {
    const isKilled = error instanceof NotRunning && findLeftovers(readState(locations.state)).length > 0;
    throw isKilled ? new NotRunning(LAUNCHER_KILLED, { cause: error }) : error;
  }
}

/** Where the services of the running mesh are spoken to, in the name of `mesh`. Throws NotRunning when there is none. */
export async function runningMesh(settings: Settings): Promise<MeshAddress> {
  const { locations } = settings;
  // Its ports mean something only while it runs.
  await askMesh(settings, { command: 'status' });
  const port = readState(locations.state).ports['gateway-internal'];
  return { gatewayUrl: `http://127.0.0.1:${port}`, keyFile: privateKeyFile(locations.secrets, 'mesh') };
}
