import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App, BaseConfig, Database, Kit, RunningService } from '@comptoir/service-kit';
import { startService } from '@comptoir/service-kit';
import { migrateService } from '@comptoir/service-kit/migrate';
import { testDatabase, testRedis } from './engines.ts';
import type { TestRedis } from './engines.ts';
import { callerOf } from './test-call.ts';
import type { Call } from './test-call.ts';
import { startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';
import { createTestKeys } from './test-keys.ts';
import type { ServiceName, TestKeys } from './test-keys.ts';

export interface TestService extends RunningService {
  /** What the service itself opened: a look at what it wrote, and a hand to break it. Throws when it opened none. */
  database(): Database;
  databaseUrl: string;
  redis: TestRedis;
  call: Call;
}

export interface TestMesh {
  gateway: TestGateway;
  keys: TestKeys;
  /** Starts a real service on a migrated schema and Redis databases of its own, reachable to its neighbours too. */
  start<C extends BaseConfig>(service: ServiceName, options: StartOptions<C>): Promise<TestService>;
  /** Stops what was started, the last first, and drops what it kept. */
  close(): Promise<void>;
}

export interface StartOptions<C extends BaseConfig> {
  /** The service's folder; with `migrations/` in it the service gets a database, unless `env` names one. */
  folder: string;
  loadConfig(env: Record<string, string | undefined>): C;
  createApp(config: C, kit: Kit): App | Promise<App>;
  env?: Record<string, string>;
  replica?: string;
  /** To start a second replica, or the same service again, on what the first one left. */
  sharing?: TestService;
}

/** Everything a service needs around it in a test: gateway, keys, databases. */
export async function startTestMesh(): Promise<TestMesh> {
  const undo: Undo = [];
  const keys = await createTestKeys();
  undo.push(keys.remove);
  const gateway = await startTestGateway();
  undo.push(gateway.close);
  gateway.route('auth', ({ path }) =>
    path === '/internal/jwks' ? { status: 200, body: keys.userJwks } : { status: 404 },
  );

  return {
    gateway,
    keys,
    start: async (service, options) => {
      const engines = options.sharing ?? (await freshEngines(service, options.folder, undo));
      const started = await startOn(engines, service, options, { gateway, keys });
      undo.push(started.stop);
      gateway.route(service, { url: started.url });
      return started;
    },
    close: async () => {
      for (const step of undo.splice(0).toReversed()) await step();
    },
  };
}

/** What to do at the end, the last first. */
type Undo = (() => Promise<void>)[];

type Engines = Pick<TestService, 'databaseUrl' | 'redis'>;

async function freshEngines(service: string, folder: string, undo: Undo): Promise<Engines> {
  const redis = await testRedis();
  undo.push(redis.drop);
  const directory = join(folder, 'migrations');
  if (!existsSync(directory)) return { databaseUrl: '', redis };
  const database = await testDatabase(service);
  undo.push(database.drop);
  await migrateService({ databaseUrl: database.url, directory });
  return { databaseUrl: database.url, redis };
}

async function startOn<C extends BaseConfig>(
  { databaseUrl, redis }: Engines,
  service: string,
  { loadConfig, createApp, env = {}, replica = '1' }: StartOptions<C>,
  { gateway, keys }: Pick<TestMesh, 'gateway' | 'keys'>,
): Promise<TestService> {
  const config = loadConfig({
    SERVICE_NAME: service,
    REPLICA: replica,
    // Parsed as a port; the kernel chooses the real one below.
    PORT: '1',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    GATEWAY_INTERNAL_URL: gateway.url,
    SERVICE_KEY_FILE: keys.keyFileOf(service),
    SERVICE_JWKS_FILE: keys.jwksFile,
    DATABASE_URL: databaseUrl,
    REDIS_CACHE_URL: redis.cacheUrl,
    REDIS_DATA_URL: redis.dataUrl,
    ...env,
  });
  let database: Database | undefined;
  const watching = (kit: Kit): Kit => ({ ...kit, openDatabase: (to) => (database = kit.openDatabase(to)) });
  const running = await startService({ ...config, PORT: 0 }, (own, kit) => createApp(own, watching(kit)), {
    checkAnswers: true,
    drainGraceMs: 0,
  });
  return {
    ...running,
    databaseUrl,
    redis,
    call: callerOf(running.url, service, keys),
    database: () => {
      if (database === undefined) throw new Error(`${service} has opened no database`);
      return database;
    },
  };
}
