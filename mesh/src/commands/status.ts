import { ask, NotRunning } from '../control/client.ts';
import { LAUNCHER_KILLED } from '../control/running-mesh.ts';
import { statusSchema, type Status } from '../control/protocol.ts';
import { readSettings, type Settings } from '../home/settings.ts';
import { readState } from '../home/state-file.ts';
import { pssBytes } from '../processes/memory.ts';
import { sessionOf } from '../processes/process-table.ts';
import { findLeftovers } from '../supervisor/leftovers.ts';
import { gatewayUrl } from '../plan/gateway-url.ts';
import { say } from '../terminal/say.ts';
import { statusLines } from '../terminal/table.ts';
import { parseWords } from './arguments.ts';

/** `status [--json]`: also when nothing runs, or when only the launcher is gone. */
export async function status(args: readonly string[]): Promise<void> {
  const { values } = parseWords(args, { json: { type: 'boolean', default: false } }, { least: 0, most: 0 });
  const settings = readSettings();
  const current = await currentStatus(settings);
  if (values.json) return say(JSON.stringify(current, null, 2));
  if (current.processes.length === 0) return say(`Comptoir is stopped (${settings.locations.home}).`);
  for (const line of statusLines(current)) say(line);
  if (current.launcher === null) say(LAUNCHER_KILLED);
}

async function currentStatus(settings: Settings): Promise<Status> {
  try {
    return statusSchema.parse(await ask(settings.locations.controlSocket, { command: 'status' }));
  } catch (error) {
    if (!(error instanceof NotRunning)) throw error;
    return statusWithoutLauncher(settings);
  }
}

function statusWithoutLauncher(settings: Settings): Status {
  const processes = findLeftovers(readState(settings.locations.state)).map((left) => ({
    service: left.service,
    replica: left.replica,
    pid: left.pid,
    port: left.port,
    state: 'unsupervised',
    pssBytes: pssBytes(sessionOf(left)),
    restarts: 0,
  }));
  return {
    processes,
    launcher: null,
    pssBytes: processes.reduce((sum, one) => sum + one.pssBytes, 0),
    gateway: gatewayUrl(settings),
    prometheus: null,
  };
}
