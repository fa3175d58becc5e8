import type { MeshPicture, ReplicaState } from '@comptoir/contracts/http/operations';
import type { MeshQuery } from './mesh-queries.ts';
import type { Sample } from './signal.ts';
import { valueOf } from './signal.ts';

/** What a query found. */
export type Found = (query: MeshQuery) => readonly Sample[];

const BREAKER_STATES = ['closed', 'halfOpen', 'open'] as const;
// They have a place of their own in the picture, or are who looks.
const NO_ENGINE = new Set(['comptoir', 'nginx', 'mesh']);

/** Puts together what the queries found. What is not known, for want of a launcher or of traffic, stays undefined. */
export function meshPictureOf(found: Found, now: Date): MeshPicture {
  const names = distinct([...found('services'), ...found('up').filter(isReplica)], 'service');
  return {
    at: now.toISOString(),
    gateway: gatewayOf(found),
    services: names.map((name) => ({
      name,
      replicas: replicasOf(found, name),
      breakers: breakersOf(found, name),
    })),
    engines: enginesOf(found),
  };
}

function replicasOf(found: Found, service: string): ReplicaState[] {
  return found('up')
    .filter((sample) => isReplica(sample) && sample.labels['service'] === service)
    .map(({ labels: { replica = '' }, value }) => {
      const { up = true, ...process } = processOf(found, service, replica);
      const state = { replica: Number(replica), up: value === 1 && up, ...process };
      return state.up ? { ...state, ...figuresOf(found, service, replica) } : state;
    })
    .toSorted((one, other) => one.replica - other.replica);
}

function figuresOf(found: Found, service: string, replica: string): Partial<ReplicaState> {
  const figure = (query: MeshQuery) => valueOf(found(query), { service, replica });
  const [requests, errors] = [figure('requests'), figure('errors')];
  return {
    requestsPerSecond: requests,
    errorRatio: requests === undefined || requests === 0 ? requests : (errors ?? 0) / requests,
    p99Seconds: figure('p99'),
    eventLoopUtilisation: figure('eventLoop'),
    residentBytes: figure('memory'),
  };
}

/** What the launcher says of a process: nothing in containers. */
function processOf(found: Found, process: string, replica: string) {
  const figure = (query: MeshQuery) => valueOf(found(query), { process, replica });
  const truth = (value: number | undefined) => (value === undefined ? undefined : value === 1);
  return {
    up: truth(figure('processUp')),
    ready: truth(figure('processReady')),
    restarts: figure('processRestarts'),
  };
}

function gatewayOf(found: Found): MeshPicture['gateway'] {
  const { up, ...process } = processOf(found, 'nginx', '1');
  const scraped = valueOf(found('up'), { job: 'nginx' }) === 1;
  return {
    up: scraped && up !== false,
    ...process,
    connections: scraped ? valueOf(found('connections'), {}) : undefined,
    residentBytes: valueOf(found('processMemory'), { process: 'nginx' }),
  };
}

function enginesOf(found: Found): MeshPicture['engines'] {
  const watched = found('processUp').filter(({ labels }) => labels['tier'] === 'engine');
  const scraped = found('up').filter(({ labels }) => !NO_ENGINE.has(labels['job'] ?? ''));
  return [...new Set([...distinct(watched, 'process'), ...distinct(scraped, 'service')])]
    .toSorted()
    .map((name) => {
      const { up, ...process } = processOf(found, name, '1');
      return {
        name,
        up: up ?? valueOf(scraped, { service: name }) === 1,
        ...process,
        residentBytes: valueOf(found('processMemory'), { process: name }),
      };
    });
}

function breakersOf(found: Found, service: string): MeshPicture['services'][number]['breakers'] {
  return found('breakers')
    .filter(({ labels }) => labels['service'] === service)
    .map(({ labels: { replica, dependency = '' }, value }) => ({
      replica: Number(replica),
      dependency,
      state: BREAKER_STATES[value] ?? 'open',
    }))
    .toSorted((one, other) => one.dependency.localeCompare(other.dependency) || one.replica - other.replica);
}

function isReplica({ labels }: Sample): boolean {
  return labels['job'] === 'comptoir';
}

function distinct(samples: readonly Sample[], label: string): string[] {
  return [...new Set(samples.flatMap(({ labels }) => labels[label] ?? []))].toSorted();
}
