import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineEnv } from '../engines/index.ts';
import type { GatewayPlan, Upstream } from '../gateway/gateway-plan.ts';
import { logFile } from '../home/locations.ts';
import type { Settings } from '../home/settings.ts';
import { answersOk } from './probe.ts';
import type { ProcessSpec } from './process-spec.ts';

/** The parts of the gateway's plan that stay the same while it runs. */
export function gatewayPlan(
  { locations, gatewayPort, gatewayHost, tls, trustedAddresses, corsOrigins }: Settings,
  ports: { gatewayInternal: number; gatewayStatus: number },
): Omit<GatewayPlan, 'upstreams'> {
  const www = path.join(locations.root, 'nginx', 'www');
  return {
    mode: 'native',
    publicHost: gatewayHost,
    publicPort: gatewayPort,
    tls,
    internalHost: '127.0.0.1',
    internalPort: ports.gatewayInternal,
    statusPort: ports.gatewayStatus,
    trustedAddresses,
    corsOrigins,
    webRoot: locations.frontend,
    docsRoot: path.join(www, 'docs'),
    swaggerRoot: path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))),
    runDir: path.join(locations.nginx, 'run'),
    // Another account could not enter the private folder its configuration, cache and logs are in.
    ...(process.getuid?.() === 0 ? { user: 'root' } : {}),
    errorLogPath: logFile(locations, 'nginx'),
    accessLogPath: logFile(locations, 'nginx-access'),
  };
}

/** How Nginx runs with that configuration. */
export function gatewaySpec(
  { locations, gatewayPort }: Settings,
  ports: { gatewayStatus: number },
  configFile: string,
): ProcessSpec {
  const runDir = path.join(locations.nginx, 'run');
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  return {
    name: 'nginx',
    service: 'nginx',
    replica: 1,
    port: gatewayPort,
    tier: 'edge',
    command: 'nginx',
    // -e: until it has read its configuration it would complain to a system folder.
    args: ['-e', logFile(locations, 'nginx'), '-p', runDir, '-c', configFile, '-g', 'daemon off;'],
    env: engineEnv,
    cwd: runDir,
    logFile: logFile(locations, 'nginx'),
    // QUIT lets requests finish; a client that only keeps its connection open is not waited for.
    stop: { signal: 'SIGQUIT', graceMs: 3000 },
    // Not by the public port: a certificate is good for the name of the shop, and this is loopback.
    isReady: () => answersOk(`http://127.0.0.1:${ports.gatewayStatus}/stub_status`),
  };
}

/** The same replicas in the form the renderer wants, every service with its own list. */
export function upstreamsOf(
  services: readonly string[],
  replicas: readonly { name: string; service: string; port: number }[],
): Upstream[] {
  return services.map((service) => ({
    service,
    replicas: replicas
      .filter((replica) => replica.service === service)
      .map(({ name, port }) => ({ replica: name, host: '127.0.0.1', port, state: 'up' })),
  }));
}
