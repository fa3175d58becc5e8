import type { ProcessStatus, Status } from '../control/protocol.ts';
import { pssBytes } from '../processes/memory.ts';
import { readProcessTable, sessionOf, type Identity } from '../processes/process-table.ts';
import { gatewayUrl } from '../plan/gateway-url.ts';
import type { Mesh } from './context.ts';

/** Everything that runs, with what it weighs at this moment. */
export function meshStatus({ fleet, settings, fixedPorts }: Mesh): Status {
  const table = readProcessTable();
  const weigh = (identity: Identity | undefined) => (identity ? pssBytes(sessionOf(identity, table)) : 0);
  const processes = fleet.all().map(({ spec, snapshot }): ProcessStatus => {
    const { identity, state, restarts } = snapshot();
    const { service, replica, port } = spec;
    return { service, replica, pid: identity?.pid ?? null, port, state, pssBytes: weigh(identity), restarts };
  });
  const launcher = { pid: process.pid, pssBytes: pssBytes([process.pid]) };
  return {
    processes,
    launcher,
    pssBytes: processes.reduce((sum, one) => sum + one.pssBytes, launcher.pssBytes),
    gateway: gatewayUrl(settings),
    prometheus: `http://127.0.0.1:${fixedPorts.prometheus}`,
  };
}
