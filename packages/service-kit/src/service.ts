import { createAuthenticator } from './auth.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import type { BaseConfig } from './config.ts';
import { createHealth } from './health.ts';
import { createHttpApp } from './http-app.ts';
import { listenHttp } from './http-server.ts';
import { loadIdentity, userKeysFrom } from './identity.ts';
import type { ServiceIdentity } from './identity.ts';
import { createLoadShedder } from './load-shedder.ts';
import { createLog, flushLog } from './log.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { KitMetrics } from './metrics.ts';
import { openApiOf } from './openapi.ts';
import { openCacheRedis, openDataRedis } from './redis.ts';
import type { Redis } from 'ioredis';
import type { Route } from './route.ts';
import { anyone, ok, route } from './route.ts';
import { createServiceClient } from './service-client.ts';
import type { ServiceClient } from './service-client.ts';

/** What the kit hands to a service's composition root. Everything opened through it is closed by it, last opened first. */
export interface Kit {
  service: string;
  /** `stock-2`: this process among its replicas. */
  owner: string;
  log: Logger;
  metrics: KitMetrics;
  identity: ServiceIdentity;
  openDatabase(config: { DATABASE_URL: string; DATABASE_POOL_MAX: number }): Database;
  openCacheRedis(url: string): Redis;
  openDataRedis(url: string): Redis;
  client(dependency: string): ServiceClient;
  /** Runs when the process stops, after the last request was answered. */
  onStop(close: () => Promise<void> | void): void;
}

export interface App {
  routes: readonly Route[];
}

export interface ServiceOptions {
  checkAnswers?: boolean;
}

export interface RunningService {
  url: string;
  log: Logger;
  /** Not ready, then no new connection, then the last answers, then what was opened. */
  stop(): Promise<void>;
}

/** Starts one service and answers when it listens. */
export async function startService<C extends BaseConfig>(
  config: C,
  createApp: (config: C, kit: Kit) => App | Promise<App>,
  options: ServiceOptions = {},
): Promise<RunningService> {
  const service = config.SERVICE_NAME;
  const log = createLog({ service, replica: config.REPLICA, level: config.LOG_LEVEL });
  const metrics = createMetrics();
  const health = createHealth();
  const closers: (() => Promise<void> | void)[] = [];
  const identity = await loadIdentity(service, config.SERVICE_KEY_FILE, config.SERVICE_JWKS_FILE);

  const kit: Kit = {
    service,
    owner: `${service}-${config.REPLICA}`,
    log,
    metrics,
    identity,
    openDatabase: ({ DATABASE_URL, DATABASE_POOL_MAX }) => {
      const database = openDatabase({ url: DATABASE_URL, poolMax: DATABASE_POOL_MAX, metrics: metrics.database });
      health.check('database', database.ping);
      closers.push(database.close);
      return database;
    },
    openCacheRedis: (url) => closing(openCacheRedis(url, log)),
    openDataRedis: (url) => closing(openDataRedis(url, log)),
    client: (dependency) => {
      const client = createServiceClient({
        dependency,
        gatewayInternalUrl: config.GATEWAY_INTERNAL_URL,
        identity,
        metrics: metrics.client,
      });
      closers.push(client.close);
      return client;
    },
    onStop: (close) => {
      closers.push(close);
    },
  };
  function closing(redis: Redis): Redis {
    closers.push(() => {
      redis.disconnect();
    });
    return redis;
  }

  const app = await createApp(config, kit);
  const shedder = createLoadShedder({
    maxInFlight: config.MAX_IN_FLIGHT,
    maxEventLoopDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    metrics: metrics.http,
  });
  closers.push(shedder.close);
  const httpApp = createHttpApp({
    service,
    replica: config.REPLICA,
    routes: [...app.routes, ...health.routes(metrics.registry), openApiRoute(service, app.routes)],
    log,
    metrics: metrics.http,
    authenticator: createAuthenticator({
      service,
      userKeys: userKeysFrom(config.GATEWAY_INTERNAL_URL),
      serviceKeys: identity.publicKeys,
    }),
    shedder,
    checkAnswers: options.checkAnswers ?? false,
  });

  const server = await listenHttp(httpApp.callback(), { host: config.HOST, port: config.PORT });
  const { port } = server;
  log.info({ port }, 'listening');
  return {
    url: `http://${config.HOST}:${port}`,
    log,
    stop: async () => {
      health.drain();
      await server.drain();
      for (const close of closers.reverse()) await close();
      log.info('stopped');
    },
  };
}

function openApiRoute(service: string, routes: readonly Route[]): Route {
  const document = openApiOf({ title: `Comptoir ${service}`, version: '1' }, routes);
  return route('GET', '/openapi.json', { summary: 'This document', access: anyone(), answers: {} }, async () =>
    Promise.resolve(ok(document)),
  );
}

/** What `main.ts` calls: runs until SIGTERM or SIGINT, and ends the process by itself. */
export async function runService<C extends BaseConfig>(
  config: C,
  createApp: (config: C, kit: Kit) => App | Promise<App>,
): Promise<void> {
  const running = await startService(config, createApp);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    running.log.info({ signal }, 'stopping');
    void running
      .stop()
      .then(() => flushLog(running.log))
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const die = (err: unknown) => {
    // The state of the process is unknown: say why, and let the launcher start another.
    running.log.fatal({ err }, 'crashed');
    void flushLog(running.log).finally(() => process.exit(1));
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
