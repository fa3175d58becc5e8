import type { RecordedProcess, State } from '../home/state-file.ts';
import type { Tier } from '../plan/process-spec.ts';
import { isAlive, readProcessTable, sessionOf } from '../processes/process-table.ts';
import { stopProcess, type StopManner } from '../processes/stop-process.ts';
import { STOP_ORDER } from './fleet.ts';

const MANNERS: Record<Tier, StopManner> = {
  edge: { signal: 'SIGQUIT', graceMs: 3000 },
  service: { signal: 'SIGTERM', graceMs: 11_000 },
  engine: { signal: 'SIGTERM', graceMs: 60_000 },
};

/** The processes that a supervisor which was killed has left running. */
export function findLeftovers(state: State): RecordedProcess[] {
  if (state.supervisor !== null && isAlive(state.supervisor)) return [];
  const table = readProcessTable();
  return state.processes.filter((recorded) => sessionOf(recorded, table).length > 0);
}

/** Ends them as a clean stop would, databases last and with all the time they need. */
export async function stopLeftovers(leftovers: readonly RecordedProcess[]): Promise<void> {
  for (const tier of STOP_ORDER) {
    const group = leftovers.filter((recorded) => recorded.tier === tier);
    await Promise.all(group.map((recorded) => stopProcess(recorded, MANNERS[tier])));
  }
}
