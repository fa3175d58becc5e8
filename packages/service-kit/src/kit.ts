import type { Redis } from 'ioredis';
import type { BoundedOptions } from './bounded.ts';
import { bounded } from './bounded.ts';
import type { Breaker } from './breaker.ts';
import { createBreaker } from './breaker.ts';
import type { BaseConfig } from './config.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import type { Health } from './health.ts';
import type { ServiceIdentity } from './identity.ts';
import type { Logger } from './log.ts';
import type { KitMetrics } from './metrics.ts';
import { openCacheRedis, openDataRedis } from './redis.ts';
import type { ServiceClient } from './service-client.ts';
import { createServiceClient } from './service-client.ts';
import type { Tracer } from './tracing/tracer.ts';

type Close = () => Promise<void> | void;

/** What the kit hands to a service's composition root. Everything opened through it is closed by it, last opened first. */
export interface Kit {
  service: string;
  /** `stock-2`: this process among its replicas. */
  owner: string;
  log: Logger;
  metrics: KitMetrics;
  identity: ServiceIdentity;
  tracer: Tracer;
  openDatabase(config: { DATABASE_URL: string; DATABASE_POOL_MAX: number }): Database;
  openCacheRedis(url: string): Redis;
  openDataRedis(url: string): Redis;
  client(dependency: string): ServiceClient;
  /** For what is not a service of the mesh: the caller makes the call, the breaker guards and counts it. */
  breaker(dependency: string): Breaker;
  /** A line in front of what only few may do at a time, and how long it is as a metric. */
  bounded(work: string, options: BoundedOptions): <T>(work: () => Promise<T>) => Promise<T>;
  /** The replica is ready only while `check` does not throw; a database opened here is checked without asking. */
  readyWhile(name: string, check: () => Promise<void>): void;
  /** Runs when the process stops, after the last request was answered. */
  onStop(close: Close): void;
}

export interface KitParts {
  config: BaseConfig;
  log: Logger;
  metrics: KitMetrics;
  health: Health;
  identity: ServiceIdentity;
  tracer: Tracer;
}

export function createKit(parts: KitParts): Kit & { close(): Promise<void> } {
  const { config, log, metrics, health, identity, tracer } = parts;
  const closers: Close[] = [];
  const closing = <T>(opened: T, close: (opened: T) => Promise<void> | void): T => {
    closers.push(() => close(opened));
    return opened;
  };
  const clientOptions = {
    gatewayInternalUrl: config.GATEWAY_INTERNAL_URL,
    identity,
    metrics: metrics.client,
  };

  return {
    service: config.SERVICE_NAME,
    owner: `${config.SERVICE_NAME}-${config.REPLICA}`,
    log,
    metrics,
    identity,
    tracer,
    openDatabase: ({ DATABASE_URL: url, DATABASE_POOL_MAX: poolMax }) => {
      const database = openDatabase({ url, poolMax, metrics: metrics.database });
      health.check('database', database.ping);
      return closing(database, ({ close }) => close());
    },
    openCacheRedis: (url) => closing(openCacheRedis(url, log), disconnect),
    openDataRedis: (url) => closing(openDataRedis(url, log), disconnect),
    client: (dependency) =>
      closing(createServiceClient({ dependency, ...clientOptions }), ({ close }) => close()),
    breaker: (dependency) =>
      closing(createBreaker({ dependency, metrics: metrics.client }), ({ shutdown }) => {
        shutdown();
      }),
    bounded: (work, options) => {
      const run = bounded(options);
      metrics.bounded.watch(work, run);
      return run;
    },
    readyWhile: health.check,
    onStop: (close) => {
      closers.push(close);
    },
    close: async () => {
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}

function disconnect(redis: Redis): void {
  redis.disconnect();
}
