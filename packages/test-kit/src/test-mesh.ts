import { join } from 'node:path';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import type { App, BaseConfig, Kit, RunningService } from '@comptoir/service-kit';
import { startService } from '@comptoir/service-kit';
import { migrateService } from '@comptoir/service-kit/migrate';
import { testDatabase, testRedis } from './engines.ts';
import type { TestDatabase, TestRedis } from './engines.ts';
import { startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';
import { createTestKeys } from './test-keys.ts';
import type { TestActor, TestKeys } from './test-keys.ts';

export const SERVICES = [
  'auth',
  'location',
  'product',
  'stock',
  'cart',
  'sale',
  'payment',
  'order',
  'mesh',
] as const;
type ServiceName = (typeof SERVICES)[number];

export interface CallOptions {
  /** The person who asks. */
  as?: TestActor | undefined;
  /** Or the service that asks, optionally for `as`. */
  from?: ServiceName;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  rawBody?: string | Buffer;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export interface CallAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is not JSON; tests say what they expect of it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape and asserts on them
  body: any;
}

export interface TestService extends RunningService {
  databaseUrl: string;
  redis: TestRedis;
  call(method: string, path: string, options?: CallOptions): Promise<CallAnswer>;
}

export interface TestMesh {
  gateway: TestGateway;
  keys: TestKeys;
  /** Starts a real service on a migrated schema and Redis databases of its own, reachable to its neighbours too. */
  start<C extends BaseConfig>(service: ServiceName, options: StartOptions<C>): Promise<TestService>;
  /** A look at what a service wrote, and a hand to break it. */
  knexOf(service: TestService): Knex;
  close(): Promise<void>;
}

export interface StartOptions<C extends BaseConfig> {
  /** The service's folder; its `migrations/` are applied when `database` is not given. */
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
  const keys = await createTestKeys(SERVICES);
  const gateway = await startTestGateway();
  gateway.route('auth', ({ path }) =>
    path === '/internal/jwks' ? { status: 200, body: keys.userJwks } : { status: 404 },
  );
  const running: TestService[] = [];
  const databases: TestDatabase[] = [];
  const redises: TestRedis[] = [];
  const knexes: Knex[] = [];

  async function freshDatabase(service: string, folder: string): Promise<string> {
    const database = await testDatabase(service);
    databases.push(database);
    await migrateService({ databaseUrl: database.url, directory: join(folder, 'migrations') });
    return database.url;
  }
  async function freshRedis(): Promise<TestRedis> {
    const redis = await testRedis();
    redises.push(redis);
    return redis;
  }

  return {
    gateway,
    keys,
    start: async (service, { folder, loadConfig, createApp, env = {}, replica = '1', sharing }) => {
      const hasDatabase = env['DATABASE_URL'] === undefined && service !== 'cart';
      const databaseUrl = sharing?.databaseUrl ?? (hasDatabase ? await freshDatabase(service, folder) : '');
      const redis = sharing?.redis ?? (await freshRedis());
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
      const started = await startService({ ...config, PORT: 0 }, createApp, {
        checkAnswers: true,
        drainGraceMs: 0,
      });
      const testService: TestService = {
        ...started,
        databaseUrl,
        redis,
        call: caller(started.url, service, keys),
      };
      running.push(testService);
      gateway.route(service, { url: started.url });
      return testService;
    },
    knexOf: ({ databaseUrl }) => {
      const knex = knexFactory({
        client: 'mysql2',
        connection: { ...urlParts(databaseUrl), timezone: 'Z' },
        pool: { min: 0, max: 2 },
      });
      knexes.push(knex);
      return knex;
    },
    close: async () => {
      for (const knex of knexes) await knex.destroy();
      for (const service of running.reverse()) await service.stop();
      await gateway.close();
      for (const database of databases) await database.drop();
      for (const redis of redises) await redis.drop();
      await keys.remove();
    },
  };
}

function caller(url: string, service: string, keys: TestKeys): TestService['call'] {
  return async (method, path, { as, from, body, rawBody, idempotencyKey, headers = {} } = {}) => {
    const authorization =
      from === undefined ? as && (await keys.userToken(as)) : await keys.serviceToken(from, service);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization: `Bearer ${authorization}` }),
        ...(from !== undefined && as !== undefined
          ? { 'x-actor': Buffer.from(JSON.stringify(as)).toString('base64url') }
          : {}),
        ...(body === undefined && rawBody === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...headers,
      },
      body: rawBody ?? (body === undefined ? null : JSON.stringify(body)),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function urlParts(databaseUrl: string) {
  const { hostname: host, port, username: user, password, pathname } = new URL(databaseUrl);
  return { host, port: Number(port), user, password, database: pathname.slice(1) };
}
