import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import {
  EXPORTER_ACCOUNT,
  freePort,
  provisionExporter,
  provisionSchema,
  startMariadb,
  startRedis,
  type Engine,
} from './index.ts';

let folder: string;
let started: Engine[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-engines-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((engine) => engine.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const rootPassword = `it's a "secret" \\ or so`;

async function mariadb(port: number, home = folder): Promise<Engine> {
  const engine = await startMariadb({
    dataDir: join(home, 'data/mariadb'),
    runDir: join(home, 'run'),
    port,
    rootPassword,
    bufferPoolMb: 16,
    maxConnections: 10,
    durable: true,
    diesWithParent: true,
    log: () => undefined,
  });
  started.push(engine);
  return engine;
}

async function redis(port: number, role: 'cache' | 'data'): Promise<Engine> {
  const dir = join(folder, role);
  const engine = await startRedis({
    dir,
    port,
    password: 'tea',
    role,
    maxMemoryMb: 32,
    diesWithParent: true,
    log: () => undefined,
  });
  started.push(engine);
  return engine;
}

test('MariaDB keeps what was committed over kill -9, and provisioning again keeps the data', async () => {
  const port = await freePort();
  const first = await mariadb(port);
  const schema = { admin: { port, password: rootPassword }, schema: 'stock', user: 'stock' };
  const before = await createConnection(await provisionSchema({ ...schema, password: 'old' }));
  before.on('error', () => undefined);
  await before.query('CREATE TABLE levels (sku VARCHAR(20) PRIMARY KEY)');
  await before.query("INSERT INTO levels VALUES ('TEA-1')");

  process.kill(first.pid, 'SIGKILL');
  await first.stop();
  const ready = await first.ready();
  await mariadb(port);
  const after = await createConnection(await provisionSchema({ ...schema, password: 'new' }));
  const [levels] = await after.query('SELECT * FROM levels');
  const [[settings]] = await after.query<RowDataPacket[]>(
    'SELECT @@tx_isolation, @@character_set_database, @@time_zone',
  );
  await after.end();

  expect(ready).toBe(false);
  expect(levels).toEqual([{ sku: 'TEA-1' }]);
  expect(Object.values(settings ?? {})).toEqual(['READ-COMMITTED', 'utf8mb4', '+00:00']);
});

test('the exporter sees how the server is, and nothing of what is in it', async () => {
  const port = await freePort();
  await mariadb(port);
  const admin = { port, password: rootPassword };
  await provisionSchema({ admin, schema: 'stock', user: 'stock', password: 'tea' });
  await provisionExporter(admin, 'old');
  await provisionExporter(admin, 'new');
  const exporter = { host: '127.0.0.1', port, user: EXPORTER_ACCOUNT, password: 'new' };

  const connections = await Promise.all([1, 2, 3].map(() => createConnection(exporter)));
  const fourth = createConnection(exporter);

  await expect(fourth).rejects.toMatchObject({ errno: 1226 });
  const [one] = connections;
  const [status] = (await one?.query("SHOW GLOBAL STATUS LIKE 'Questions'")) ?? [];
  expect(status).toHaveLength(1);
  const [schemas] = (await one?.query('SHOW DATABASES')) ?? [];
  expect(schemas).toEqual([{ Database: 'information_schema' }]);
  await Promise.all(connections.map((connection) => connection.end()));
});

test('MariaDB lets nobody in without a password', async () => {
  const port = await freePort();
  await mariadb(port);

  const attempts = await Promise.allSettled(
    ['root', ''].map((user) => createConnection({ host: '127.0.0.1', port, user })),
  );

  const refused = { status: 'rejected', reason: expect.objectContaining({ errno: 1045 }) };
  expect(attempts).toEqual([refused, refused]);
});

test('a home with blanks and accents in its name is one like any other, and its neighbours keep their owner', async () => {
  const neighbour = join(folder, 'été');
  mkdirSync(neighbour);
  if (process.getuid?.() === 0) chownSync(neighbour, 65_534, 65_534);
  const { uid } = statSync(neighbour);

  const engine = await mariadb(await freePort(), `${neighbour} à l'ñ $(x); 茶/home`);

  expect(await engine.ready()).toBe(true);
  expect(statSync(neighbour).uid).toBe(uid);
  expect(readdirSync(folder)).toEqual(['été', "été à l'ñ $(x); 茶"]);
});

test.each([
  ['data', 'noeviction', 'TEA-1'],
  ['cache', 'allkeys-lru', null],
] as const)('Redis of role %s: %s, and after kill -9 the key is %p', async (role, policy, expected) => {
  const port = await freePort();
  const first = await redis(port, role);
  const client = new Redis({ host: '127.0.0.1', port, password: 'tea' });
  client.on('error', () => undefined);
  await client.set('sku', 'TEA-1');
  const settings = await client.config('GET', 'maxmemory-policy');

  process.kill(first.pid, 'SIGKILL');
  await first.stop();
  await redis(port, role);
  const sku = await client.get('sku');
  client.disconnect();

  expect(settings).toEqual(['maxmemory-policy', policy]);
  expect(sku).toBe(expected);
});

test('a taken port is one clear sentence, and the program that has it is left alone', async () => {
  const port = await freePort();
  const neighbour = await new Promise<Server>((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

  const attempt = redis(port, 'cache');

  await expect(attempt).rejects.toThrow(`another program already listens on 127.0.0.1:${port}`);
  expect(neighbour.listening).toBe(true);
  neighbour.close();
});
