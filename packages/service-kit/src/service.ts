import type { RequestListener } from 'node:http';
import { z } from 'zod';
import type { Authenticator } from './auth.ts';
import { createAuthenticator } from './auth.ts';
import type { BaseConfig } from './config.ts';
import { createHealth } from './health.ts';
import { createHttpApp } from './http-app.ts';
import { listenHttp } from './http-server.ts';
import type { ServiceIdentity } from './identity.ts';
import { loadIdentity } from './identity.ts';
import type { Kit } from './kit.ts';
import { createKit } from './kit.ts';
import { createLoadShedder } from './load-shedder.ts';
import type { Logger } from './log.ts';
import { createLog, flushLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';
import { ok, openToAll, route } from './route.ts';
import { sweepWhenQuiet } from './sweep-heap.ts';
import { openTracer } from './tracing/open-tracer.ts';
import { refusalOfUnreadable } from './unreadable-request.ts';
import { userKeysFrom } from './user-keys.ts';

export interface App {
  routes: readonly Route[];
}

export interface ServiceOptions {
  checkAnswers?: boolean;
  drainGraceMs?: number;
}

export interface RunningService {
  url: string;
  log: Logger;
  /** Not ready, then no new connection, then the last answers, then what was opened. */
  stop(): Promise<void>;
}

/** How long the gateway gets to let go of its connections before the last ones are closed. */
const DRAIN_GRACE_MS = 1_500;

/** Starts one service and answers when it listens. */
export async function startService<C extends BaseConfig>(
  config: C,
  createApp: (config: C, kit: Kit) => App | Promise<App>,
  { checkAnswers = false, drainGraceMs = DRAIN_GRACE_MS }: ServiceOptions = {},
): Promise<RunningService> {
  const { SERVICE_NAME: service, REPLICA: replica, HOST: host, PORT } = config;
  const log = createLog({ service, replica, level: config.LOG_LEVEL });
  const metrics = createMetrics();
  const health = createHealth();
  const traces = openTracer(config, metrics.traces);
  const identity = await loadIdentity(service, config.SERVICE_KEY_FILE, config.SERVICE_JWKS_FILE);
  const kit = createKit({ config, log, metrics, health, identity, tracer: traces.tracer });
  kit.onStop(traces.close);

  const { routes } = await createApp(config, kit);
  const shedder = createLoadShedder({
    maxInFlight: config.MAX_IN_FLIGHT,
    maxEventLoopDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    metrics: metrics.http,
  });
  kit.onStop(shedder.close);
  const servedBy = `${service}-${replica}`;
  const httpApp = createHttpApp({
    servedBy,
    routes: [...routes, ...health.routes(metrics.registry), openApiRoute(service, routes)],
    log,
    metrics: metrics.http,
    tracer: traces.tracer,
    authenticator: authenticatorOf(config, identity),
    shedder,
    checkAnswers,
  });
  const refuse = refusalOfUnreadable({ servedBy, log });
  const server = await listenHttp(listenerOf(httpApp), { host, port: PORT, refuse });
  log.info({ port: server.port }, 'listening');

  let stopped: Promise<void> | undefined;
  return {
    url: `http://${host}:${server.port}`,
    log,
    stop: () => (stopped ??= stop()),
  };

  async function stop(): Promise<void> {
    health.drain();
    await server.drain(drainGraceMs);
    await kit.close();
    log.info('stopped');
  }
}

function listenerOf(httpApp: ReturnType<typeof createHttpApp>): RequestListener {
  const answer = httpApp.callback();
  return (request, response) => void answer(request, response);
}

function authenticatorOf(config: BaseConfig, identity: ServiceIdentity): Authenticator {
  return createAuthenticator({
    service: config.SERVICE_NAME,
    userKeys: userKeysFrom(config.GATEWAY_INTERNAL_URL),
    serviceKeys: identity.publicKeys,
  });
}

function openApiRoute(service: string, routes: readonly Route[]): Route {
  const document = openApiOf({ title: `Comptoir ${service}`, version: '1' }, routes);
  return route(
    'GET',
    '/openapi.json',
    { summary: 'This document', access: openToAll(), answers: { 200: z.looseObject({}) } },
    async () => Promise.resolve(ok(document)),
  );
}

/** What `main.ts` calls: runs until SIGTERM or SIGINT, and ends the process by itself. */
export async function runService<C extends BaseConfig>(
  config: C,
  createApp: (config: C, kit: Kit) => App | Promise<App>,
): Promise<void> {
  const running = await startService(config, createApp);
  const die = (err: unknown) => {
    // The state of the process is unknown: say why, and let the launcher start another.
    running.log.fatal({ err }, 'crashed');
    void flushLog(running.log).finally(() => process.exit(1));
  };
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    running.log.info({ signal }, 'stopping');
    void running
      .stop()
      .then(() => flushLog(running.log))
      .then(() => process.exit(0), die);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  sweepWhenQuiet();
}
