import { setTimeout as delay } from 'node:timers/promises';
import type { StateStore } from '../home/state-store.ts';
import { MeshError } from '../mesh-error.ts';
import type { ProcessSpec, Tier } from '../plan/process-spec.ts';
import type { Report } from './report.ts';
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts';

export interface Fleet {
  /** Starts a process and keeps it running. */
  launch(spec: ProcessSpec): SupervisedProcess;
  /** Stops a process and forgets it. */
  retire(name: string): Promise<void>;
  /** Edge, services, engines; each by name and replica. */
  all(): SupervisedProcess[];
  ofTier(tier: Tier): SupervisedProcess[];
  replicasOf(service: string): SupervisedProcess[];
  /** Refuses every further launch, and stops all processes: edge, services, engines. */
  shutDown(): Promise<void>;
  /** SIGKILL to everything, now. */
  killAll(): void;
}

// The shop door first, then those behind it, and last what they keep their goods in.
export const STOP_ORDER: readonly Tier[] = ['edge', 'service', 'engine'];

/** All processes of the mesh. Writes down each change before anything else happens, so that none is ever lost track of. */
export function createFleet({ state, report }: { state: StateStore; report: Report }): Fleet {
  const processes = new Map<string, SupervisedProcess>();
  let closed = false;
  const all = () => [...processes.values()].toSorted((a, b) => byTierAndName(a.spec, b.spec));

  const record = () => {
    const running = all().flatMap(({ spec, snapshot }) => {
      const { identity, other } = snapshot();
      const { service, replica, port, tier } = spec;
      const both = [identity, other].filter((one) => one !== undefined);
      return both.map((one) => ({ ...one, service, replica, port, tier }));
    });
    state.update({ processes: running });
  };

  return {
    all,
    ofTier: (tier) => all().filter(({ spec }) => spec.tier === tier),
    replicasOf: (service) => all().filter(({ spec }) => spec.service === service),
    launch(spec) {
      if (closed) throw new MeshError('Comptoir is stopping.');
      const supervised = superviseProcess(spec, (now) => {
        record();
        if (now.state === 'waiting')
          report(`${spec.name} ended (${now.lastEnd}) and is started again`, 'warn');
        if (now.state === 'unready') report(`${spec.name} is not ready`, 'warn');
        if (now.state === 'ready') report(`${spec.name} is ready`);
      });
      processes.set(spec.name, supervised);
      supervised.start();
      return supervised;
    },
    async retire(name) {
      await processes.get(name)?.stop();
      processes.delete(name);
      record();
    },
    async shutDown() {
      closed = true;
      for (const tier of STOP_ORDER) {
        const group = all().filter(({ spec }) => spec.tier === tier);
        await Promise.all(group.map((supervised) => supervised.stop()));
      }
    },
    killAll() {
      closed = true;
      for (const supervised of all()) supervised.kill();
    },
  };
}

function byTierAndName(a: ProcessSpec, b: ProcessSpec): number {
  return (
    STOP_ORDER.indexOf(a.tier) - STOP_ORDER.indexOf(b.tier) ||
    a.service.localeCompare(b.service) ||
    a.replica - b.replica
  );
}

// A first start on a slow disk, with everything else starting beside it.
export const START_PATIENCE_MS = 90_000;
const HOPELESS_RESTARTS = 3;

/** Waits until a process is ready. Throws MeshError, with its last words, when it keeps ending or takes too long. */
export async function whenReady(supervised: SupervisedProcess, patienceMs: number): Promise<void> {
  const { spec, snapshot, lastWords } = supervised;
  const deadline = Date.now() + patienceMs;
  while (snapshot().state !== 'ready') {
    const { restarts, lastEnd, state } = snapshot();
    const problem =
      restarts >= HOPELESS_RESTARTS
        ? `${spec.name} keeps ending (${lastEnd})`
        : Date.now() >= deadline
          ? `${spec.name} was not ready after ${Math.round(patienceMs / 1000)} s`
          : undefined;
    if (problem !== undefined)
      throw new MeshError(`${problem}: ${lastWords()} (all of it in ${spec.logFile})`);
    if (state === 'stopped') throw new MeshError(`${spec.name} was stopped while it started.`);
    await delay(25);
  }
}
