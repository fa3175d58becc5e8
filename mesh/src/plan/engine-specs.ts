import path from 'node:path';
import {
  mariadbAnswers,
  mariadbCommand,
  prepareMariadb,
  prepareRedis,
  redisAnswers,
  redisCommand,
  type EngineCommand,
} from '../engines/index.ts';
import { logFile, type Locations } from '../home/locations.ts';
import type { Passwords } from '../home/secrets.ts';
import { maxConnections } from './connection-budget.ts';
import type { ProcessSpec } from './process-spec.ts';

/** Makes MariaDB's data folder when there is none, and tells how the server runs. */
export async function mariadbSpec(
  locations: Locations,
  port: number,
  passwords: Passwords,
): Promise<ProcessSpec> {
  const password = passwords.mariadbRoot;
  const prepared = await prepareMariadb({
    dataDir: path.join(locations.data, 'mariadb'),
    runDir: locations.run,
    port,
    bufferPoolMb: 48,
    maxConnections,
    durable: true,
    rootPassword: password,
  });
  return engineSpec(locations, 'mariadb', port, mariadbCommand(prepared), {
    // It writes its dirty pages first; killed, it would only have to recover at the next start.
    graceMs: 60_000,
    isReady: () => mariadbAnswers({ port, password }),
  });
}

export function redisSpec(
  locations: Locations,
  role: 'cache' | 'data',
  { port, password }: { port: number; password: string },
): ProcessSpec {
  const name = `redis-${role}`;
  const prepared = prepareRedis({
    dir: path.join(locations.data, name),
    port,
    password,
    role,
    maxMemoryMb: role === 'cache' ? 64 : 256,
  });
  return engineSpec(locations, name, port, redisCommand(prepared), {
    graceMs: 20_000,
    isReady: () => redisAnswers({ port, password }),
  });
}

function engineSpec(
  locations: Locations,
  name: string,
  port: number,
  command: EngineCommand,
  rest: { graceMs: number; isReady: () => Promise<boolean> },
): ProcessSpec {
  return {
    name,
    service: name,
    replica: 1,
    port,
    tier: 'engine',
    ...command,
    logFile: logFile(locations, name),
    stop: { signal: 'SIGTERM', graceMs: rest.graceMs },
    isReady: rest.isReady,
  };
}
