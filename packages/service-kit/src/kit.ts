import type { Redis } from 'ioredis';
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

type Close = () => Promise<void> | void;

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
  /** For what is not a service of the mesh: the caller makes the call, the breaker guards and counts it. */
  breaker(dependency: string): Breaker;
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
}

export function createKit({
  config,
  log,
  metrics,
  health,
  identity,
}: KitParts): Kit & { close(): Promise<void> } {
  const closers: Close[] = [];
  const closing = (redis: Redis): Redis => {
    closers.push(() => {
      redis.disconnect();
    });
    return redis;
  };

  return {
    service: config.SERVICE_NAME,
    owner: `${config.SERVICE_NAME}-${config.REPLICA}`,
    log,
    metrics,
    identity,
    openDatabase: ({ DATABASE_URL, DATABASE_POOL_MAX }) => {
      const database = openDatabase({
        url: DATABASE_URL,
        poolMax: DATABASE_POOL_MAX,
        metrics: metrics.database,
      });
      health.check('database', database.ping);
      closers.push(database.close);
      return database;
    },
    openCacheRedis: (url) => closing(openCacheRedis(url, log)),
    openDataRedis: (url) => closing(openDataRedis(url, log)),
    client: (dependency) => {
      const { GATEWAY_INTERNAL_URL: gatewayInternalUrl } = config;
      const client = createServiceClient({
        dependency,
        gatewayInternalUrl,
        identity,
        metrics: metrics.client,
      });
      closers.push(client.close);
      return client;
    },
    breaker: (dependency) => {
      const breaker = createBreaker({ dependency, metrics: metrics.client });
      closers.push(breaker.shutdown);
      return breaker;
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
