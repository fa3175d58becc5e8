import { randomBytes } from 'node:crypto';
import { dropSchema, provisionSchema, type MariadbAdmin } from '@comptoir/mesh/engines';
import { Redis } from 'ioredis';

/** A schema of the test's own, with a user who sees nothing else, as in production. */
export type TestDatabase = { url: string; schema: string; drop(): Promise<void> };

/** Two logical databases of the test's own: what a service would know as redis-cache and redis-data. */
export type TestRedis = { cacheUrl: string; dataUrl: string; drop(): Promise<void> };

export async function testDatabase(serviceName: string): Promise<TestDatabase> {
  const admin = mariadbAdmin();
  const schema = `${serviceName.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  const names = { admin, schema, user: schema };
  const url = await provisionSchema({ ...names, password: randomBytes(9).toString('hex') });
  return { url, schema, drop: () => dropSchema(names) };
}

// Database 0 hands out the others: to every worker of the run, each to one holder at a time.
const FREE = 'test-kit:free-databases';
const NEXT = 'test-kit:next-database';

export async function testRedis(): Promise<TestRedis> {
  const root = address('COMPTOIR_TEST_REDIS_URL');
  const take = async (client: Redis) => Number((await client.rpop(FREE)) ?? (await client.incr(NEXT)));
  const { cache, data } = await onRedis(root, async (client) => ({
    cache: await take(client),
    data: await take(client),
  }));
  const giveBack = async (database: number) => {
    await onRedis(`${root}/${database}`, (client) => client.flushdb());
    await onRedis(root, (client) => client.lpush(FREE, database));
  };
  return {
    cacheUrl: `${root}/${cache}`,
    dataUrl: `${root}/${data}`,
    drop: async () => {
      await giveBack(cache);
      await giveBack(data);
    },
  };
}

async function onRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

function mariadbAdmin(): MariadbAdmin {
  const url = new URL(address('COMPTOIR_TEST_MARIADB_URL'));
  return { port: Number(url.port), password: url.password };
}

function address(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: this test needs the databases that packages/test-kit/src/global-setup.ts starts.`,
  );
}
