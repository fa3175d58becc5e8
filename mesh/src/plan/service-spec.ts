import type { Secrets } from '../home/secrets.ts';
import { logFile, traceFile, type Locations } from '../home/locations.ts';
import type { TraceSettings } from '../home/settings.ts';
import { poolPerReplica } from './connection-budget.ts';
import { isReadyAs, saysAnything } from './probe.ts';
import { replicaName, type ProcessSpec } from './process-spec.ts';
import type { ServiceFolder } from './service-list.ts';

export interface ServiceSurroundings {
  locations: Locations;
  secrets: Secrets;
  logLevel: string;
  traces: TraceSettings;
  enginePorts: {
    mariadb: number;
    redisCache: number;
    redisData: number;
    gatewayInternal: number;
    prometheus: number;
  };
}

// The first sizes each half of the young generation: with 4 MB collecting garbage is 5 to 7 % of all the mesh does under
// checkouts, with 8 it is 4, for some 10 MB in all; with 16 it is 3, for 100 (ADR 18). Without the second V8 would size
// each heap by the whole machine. The third lets a service sweep up once after its start.
export const nodeFlags = ['--max-semi-space-size=8', '--max-old-space-size=256', '--expose-gc'];

// Nginx sends a request now and then to whatever takes connections, and each waits 5 s in vain. Longer than a freeze that
// passes: a starved machine, a volume that is being moved.
const HUNG_AFTER_MS = 20_000;

/** How one replica of a service runs. Its environment is the whole contract: nothing of ours leaks into it. */
export function serviceSpec(
  service: ServiceFolder,
  at: { replica: number; port: number },
  around: ServiceSurroundings,
): ProcessSpec {
  const { locations } = around;
  const name = replicaName(service.name, at.replica);
  return {
    name,
    service: service.name,
    ...at,
    tier: 'service',
    command: process.execPath,
    args: [...nodeFlags, service.main],
    env: serviceEnv(service, at, around),
    cwd: locations.root,
    logFile: logFile(locations, name),
    // The service gives itself 10 s to finish what it has begun; requests live 5 s at most.
    stop: { signal: 'SIGTERM', graceMs: 11_000 },
    isReady: (pid) => isReadyAs(pid, at.port),
    hang: { answers: () => saysAnything(at.port), silentMs: HUNG_AFTER_MS },
  };
}

function serviceEnv(
  service: ServiceFolder,
  { replica, port }: { replica: number; port: number },
  { locations, secrets, logLevel, traces, enginePorts }: ServiceSurroundings,
): Record<string, string> {
  const { passwords, keys } = secrets;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: 'UTC',
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: locations.compileCache,
    // A password hash takes 19 MiB: glibc would keep each one in the heap of the thread that made it.
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '1048576',
    SERVICE_NAME: service.name,
    REPLICA: String(replica),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: logLevel,
    ...traceEnv(replicaName(service.name, replica), locations, traces),
    REDIS_CACHE_URL: `redis://:${passwords.redisCache}@127.0.0.1:${enginePorts.redisCache}`,
    REDIS_DATA_URL: `redis://:${passwords.redisData}@127.0.0.1:${enginePorts.redisData}`,
    GATEWAY_INTERNAL_URL: `http://127.0.0.1:${enginePorts.gatewayInternal}`,
    SERVICE_KEY_FILE: keys.fileOf(service.name),
    SERVICE_JWKS_FILE: keys.publicFile,
    ...(service.migrations === undefined
      ? {}
      : {
          DATABASE_POOL_MAX: String(poolPerReplica),
          DATABASE_URL: databaseUrl(
            service.name,
            passwords.services[service.name] ?? '',
            enginePorts.mariadb,
          ),
        }),
    ...(service.name === 'auth' ? { AUTH_KEY_SECRET: passwords.authKeySecret } : {}),
    ...(service.name === 'operations'
      ? { PROMETHEUS_URL: `http://127.0.0.1:${enginePorts.prometheus}`, LOG_DIR: locations.logs }
      : {}),
  };
}

function traceEnv(
  replica: string,
  locations: Locations,
  { sampleRatio, otlpEndpoint }: TraceSettings,
): Record<string, string> {
  if (sampleRatio === null) return {};
  return {
    TRACE_SAMPLE_RATIO: String(sampleRatio),
    TRACE_FILE: traceFile(locations, replica),
    ...(otlpEndpoint === undefined ? {} : { OTLP_ENDPOINT: otlpEndpoint }),
  };
}

/** Schema and user are named like the service; passwords are base64url and need no escaping. */
function databaseUrl(service: string, password: string, port: number): string {
  return `mysql://${service}:${password}@127.0.0.1:${port}/${service}`;
}
