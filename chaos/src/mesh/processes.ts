import { setTimeout as delay } from 'node:timers/promises';
import { pidsOf, type OwnMesh, type ProcessStatus } from '@comptoir/mesh/own-mesh';
import { ChaosError } from '../chaos-error.ts';
import { until } from '../until.ts';

export interface Running {
  service: string;
  replica: number;
  pid: number;
}

/** The running processes of a service (or `nginx`, `mariadb`, …), in order of replica. Throws ChaosError when there is none. */
export async function processesOf(mesh: OwnMesh, service: string): Promise<Running[]> {
  const found = (await mesh.status()).processes.filter((one) => one.service === service).flatMap(running);
  if (found.length === 0) throw new ChaosError(`No ${service} runs.`);
  return found;
}

/** One process, by the name it has in leases: `sale-2`. */
export async function processNamed(mesh: OwnMesh, name: string): Promise<Running> {
  const service = name.slice(0, name.lastIndexOf('-'));
  const found = (await processesOf(mesh, service)).find(({ replica }) => name === `${service}-${replica}`);
  if (found === undefined) throw new ChaosError(`No ${name} runs.`);
  return found;
}

const running = ({ service, replica, pid }: ProcessStatus): Running[] =>
  pid === null ? [] : [{ service, replica, pid }];

/** kill -9, as the kernel does it when memory is short: nobody is asked. */
export function kill({ pid }: Pick<Running, 'pid'>): void {
  send(pid, 'SIGKILL');
}

/** Stops processes and their children in their tracks; they keep their sockets and answer nothing. Answers how to go on. */
function freeze(processes: readonly Running[]): () => void {
  const pids = processes.flatMap(({ pid }) => pidsOf(pid));
  for (const pid of pids) send(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) send(pid, 'SIGCONT');
  };
}

/** Freezes for as long as the work takes, whatever becomes of it. */
export async function whileFrozen<T>(processes: readonly Running[], work: () => Promise<T>): Promise<T> {
  const goOn = freeze(processes);
  try {
    return await work();
  } finally {
    goOn();
  }
}

export const frozenFor = (processes: readonly Running[], ms: number): Promise<void> =>
  whileFrozen(processes, () => delay(ms));

/** Returns once every process of the mesh is ready, and none of these pids runs any more. */
export async function whenAllReady(
  mesh: OwnMesh,
  patienceMs: number,
  gone: readonly number[] = [],
): Promise<void> {
  const ready = await until(patienceMs, async () => {
    const { processes } = await mesh.status();
    return (
      processes.length > 0 &&
      processes.every(({ state, pid }) => state === 'ready' && !gone.includes(pid ?? 0))
    );
  });
  if (ready === undefined) throw new ChaosError(`The mesh was not whole again after ${patienceMs / 1000} s.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself between the look and the signal.
  }
}
