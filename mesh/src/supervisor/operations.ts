import { MeshError } from '../mesh-error.ts';
import { mostDatabaseReplicas } from '../plan/connection-budget.ts';
import { replicaName } from '../plan/process-spec.ts';
import { refuseReplicas, serviceNamed, type ServiceFolder } from '../plan/service-list.ts';
import type { Mesh } from './context.ts';
import { whenReady } from './fleet.ts';
import { launchReplica, publishScrapeTargets } from './replicas.ts';

export interface Operations {
  /** Brings a service to that many replicas; those that go are drained first. */
  scale(service: string, replicas: number, progress: (line: string) => void): Promise<void>;
  /** Restarts the replicas of a service one after the other, without a failed request. */
  restart(service: string, progress: (line: string) => void): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** What an operator can do to a running mesh. One at a time: each changes the gateway the other relies on. */
export function createOperations(mesh: Mesh): Operations {
  let last: Promise<unknown> = Promise.resolve();
  const oneAtATime = (work: () => Promise<void>) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    scale: (name, replicas, progress) =>
      oneAtATime(async () => {
        const service = serviceNamed(mesh.services, name);
        refuseReplicas(service, replicas);
        const present = mesh.fleet.replicasOf(name).length;
        if (service.migrations !== undefined) refuseTooManyConnections(mesh, replicas - present);
        if (replicas > present) await addReplicas(mesh, service, numbers(present + 1, replicas), progress);
        if (replicas < present) await removeReplicas(mesh, service, numbers(replicas + 1, present), progress);
        mesh.state.update({ replicas: { ...mesh.state.get().replicas, [name]: replicas } });
      }),
    restart: (name, progress) =>
      oneAtATime(async () => {
        serviceNamed(mesh.services, name);
        for (const replica of mesh.fleet.replicasOf(name)) {
          progress(`${replica.spec.name} hands over to its successor`);
          await replica.replace(PATIENCE_MS);
          progress(`${replica.spec.name} takes requests`);
        }
      }),
  };
}

async function addReplicas(
  mesh: Mesh,
  service: ServiceFolder,
  which: number[],
  progress: (line: string) => void,
) {
  progress(`${names(service, which)} starts`);
  const started = await Promise.all(which.map((replica) => launchReplica(mesh, service, replica)));
  try {
    await Promise.all(started.map((replica) => whenReady(replica, PATIENCE_MS)));
  } catch (error) {
    await Promise.all(started.map(({ spec }) => forget(mesh, spec.name)));
    throw error;
  }
  for (const { spec } of started) mesh.gateway.add(spec);
  await mesh.gateway.apply();
  publishScrapeTargets(mesh);
  progress(`${names(service, which)} takes requests`);
}

async function removeReplicas(
  mesh: Mesh,
  service: ServiceFolder,
  which: number[],
  progress: (line: string) => void,
) {
  progress(`${names(service, which)} is drained`);
  const leaving = mesh.fleet.replicasOf(service.name).filter(({ spec }) => which.includes(spec.replica));
  for (const replica of leaving) {
    mesh.gateway.remove(replica.spec.name);
    replica.markDraining();
  }
  await mesh.gateway.apply();
  await mesh.gateway.drained();
  await Promise.all(leaving.map(({ spec }) => forget(mesh, spec.name)));
  publishScrapeTargets(mesh);
  progress(`${names(service, which)} is gone`);
}

async function forget({ fleet, ports, state }: Mesh, name: string): Promise<void> {
  await fleet.retire(name);
  ports.release(name);
  state.update({ ports: ports.ports() });
}

function refuseTooManyConnections({ services, fleet }: Mesh, more: number): void {
  const withDatabase = services.filter(({ migrations }) => migrations !== undefined);
  const present = withDatabase.reduce((sum, { name }) => sum + fleet.replicasOf(name).length, 0);
  if (more <= 0 || present + more <= mostDatabaseReplicas) return;
  throw new MeshError(
    `MariaDB has connections for ${mostDatabaseReplicas} replicas, and ${present} are there already: scale another service down first.`,
  );
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function names(service: ServiceFolder, which: readonly number[]): string {
  return which.map((replica) => replicaName(service.name, replica)).join(', ');
}
