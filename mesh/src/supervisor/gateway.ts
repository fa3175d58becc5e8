import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { engineEnv } from '../engines/index.ts';
import { serveCertificate } from '../gateway/served-certificate.ts';
import { writeGateway } from '../gateway/write-gateway.ts';
import type { Settings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import { gatewayPlan, gatewaySpec, upstreamsOf } from '../plan/gateway-spec.ts';
import { replicaName, type ProcessSpec } from '../plan/process-spec.ts';
import { readProcess, sessionOf } from '../processes/process-table.ts';
import { errorMessage } from '../thrown.ts';
import type { Fleet } from './fleet.ts';

export interface Gateway {
  add(replica: { service: string; replica: number; port: number }): void;
  /** From the next `apply` on it gets no new request. */
  remove(name: string): void;
  /** Writes the configuration and tells how to start Nginx with it. */
  prepare(): ProcessSpec;
  /** Makes the running Nginx follow the changes; returns once its new workers accept connections. */
  apply(): Promise<void>;
  /** When the certificate ends that is served; undefined when there is none. */
  certificateEnd(): Date | undefined;
  /** Has Nginx take what the operator's files are now; false when they are those it has. */
  renewCertificate(): Promise<boolean>;
  /** Returns once no worker from before the last `apply` is left: then a removed replica has answered its last request. */
  drained(): Promise<void>;
}

interface Options {
  settings: Settings;
  services: readonly string[];
  ports: { gatewayInternal: number; gatewayStatus: number };
  fleet: Fleet;
}

// A request may take 5 s; an old worker that lives on after that serves an open stream, which the replica ends itself.
const LONGEST_REQUEST_MS = 6000;
const RELOAD_PATIENCE_MS = 10_000;

/** Keeps Nginx' list of replicas, and Nginx, in step. */
export function createGateway({ settings, services, ports, fleet }: Options): Gateway {
  const replicas = new Map<string, { name: string; service: string; port: number }>();
  const served = settings.tls && serveCertificate(settings.tls, path.join(settings.locations.nginx, 'tls'));
  const fixed = gatewayPlan({ ...settings, tls: served?.files }, ports);
  let oldWorkers: number[] = [];

  const write = () => {
    const folder = path.join(settings.locations.nginx, 'config');
    try {
      return writeGateway({ ...fixed, upstreams: upstreamsOf(services, [...replicas.values()]) }, folder);
    } catch (cause) {
      throw new MeshError(`The gateway cannot be configured: ${errorMessage(cause)}.`, { cause });
    }
  };
  const master = () => fleet.ofTier('edge')[0]?.snapshot().identity;

  const apply = async (): Promise<void> => {
    const { args } = gatewaySpec(settings, ports, write());
    const nginx = master();
    // Between two starts of it there is nothing to tell: it reads the files when it comes back.
    if (nginx === undefined) return;
    await refuseBrokenConfig(args);
    oldWorkers = sessionOf(nginx).filter((pid) => pid !== nginx.pid);
    process.kill(nginx.pid, 'SIGHUP');
    const reloaded = () => sessionOf(nginx).some((pid) => pid !== nginx.pid && !oldWorkers.includes(pid));
    await until(reloaded, RELOAD_PATIENCE_MS);
  };

  return {
    add({ service, replica, port }) {
      const name = replicaName(service, replica);
      replicas.set(name, { name, service, port });
    },
    remove: (name) => replicas.delete(name),
    prepare: () => gatewaySpec(settings, ports, write()),
    apply,
    certificateEnd: () => served?.end(),
    renewCertificate: async () => (await served?.renew(apply)) ?? false,
    async drained() {
      await until(() => oldWorkers.every((pid) => readProcess(pid) === undefined), LONGEST_REQUEST_MS);
    },
  };
}

async function refuseBrokenConfig(args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('nginx', ['-t', '-q', ...args], { env: engineEnv });
  } catch (cause) {
    throw new MeshError(`Nginx refuses its new configuration and keeps the old one: ${errorMessage(cause)}`, {
      cause,
    });
  }
}

async function until(done: () => boolean, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!done() && Date.now() < deadline) await delay(20);
}
