import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startMariadb, startRedis, type Engine } from '@comptoir/mesh/engines';
import { removeFolderAfterDeath } from './folder-watchdog.ts';

type Started = { engines: Engine[]; folder: string; forgetFolder: () => void };

let started: Started | undefined;

/** One MariaDB and one Redis for the whole run, in a temporary folder; the workers find them through the environment. */
export default async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'comptoir-test-'));
  // The databases run under another account when we are root, and must be able to walk in.
  await chmod(folder, 0o711);
  const forgetFolder = removeFolderAfterDeath(folder);
  const password = randomBytes(12).toString('hex');
  const engines = await Promise.all([startTestMariadb(folder, password), startTestRedis(folder, password)]);
  started = { engines, folder, forgetFolder };
}

export async function globalTeardown(): Promise<void> {
  if (!started) return;
  await Promise.all(started.engines.map((engine) => engine.stop()));
  await rm(started.folder, { recursive: true, force: true });
  started.forgetFolder();
}

async function startTestMariadb(folder: string, password: string): Promise<Engine> {
  const mariadb = await startMariadb({
    dataDir: join(folder, 'mariadb'),
    runDir: join(folder, 'run'),
    port: await freePort(),
    rootPassword: password,
    bufferPoolMb: 96,
    maxConnections: 400,
    durable: false,
    diesWithParent: true,
    log: () => undefined,
  });
  process.env['COMPTOIR_TEST_MARIADB_URL'] = `mysql://root:${password}@127.0.0.1:${mariadb.port}`;
  return mariadb;
}

async function startTestRedis(folder: string, password: string): Promise<Engine> {
  const redis = await startRedis({
    dir: join(folder, 'redis'),
    port: await freePort(),
    password,
    // As in production, what must not vanish is never evicted; every test has a logical database of its own.
    role: 'data',
    maxMemoryMb: 256,
    databases: 1024,
    diesWithParent: true,
    log: () => undefined,
  });
  process.env['COMPTOIR_TEST_REDIS_URL'] = `redis://:${password}@127.0.0.1:${redis.port}`;
  return redis;
}
