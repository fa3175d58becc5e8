import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { engineEnv, withPrivileges, type EngineCommand, type EngineUser } from './engine-command.ts';
import { startEngine, type Engine, type EngineLog } from './engine-process.ts';
import { engineUser, makeOwnFolder } from './engine-user.ts';

export type RedisOptions = {
  dir: string;
  port: number;
  password: string;
  /** cache: evicts the least recently used and may vanish. data: refuses writes when full and keeps a log on the disk. */
  role: 'cache' | 'data';
  maxMemoryMb: number;
  databases?: number;
  user?: EngineUser | undefined;
  diesWithParent?: boolean | undefined;
};

/** Makes the folder and the configuration, starts the server and waits until it answers. */
export async function startRedis(options: Omit<RedisOptions, 'user'> & { log: EngineLog }): Promise<Engine> {
  return startEngine({
    name: `Redis (${options.role})`,
    port: options.port,
    command: redisCommand(prepareRedis(options)),
    log: options.log,
    isReady: () => redisAnswers(options),
  });
}

/** Writes the configuration file that redisCommand names, and finds the account to run under. */
export function prepareRedis<T extends Omit<RedisOptions, 'user'>>(
  options: T,
): T & Pick<RedisOptions, 'user'> {
  const prepared = { ...options, user: engineUser(options.dir) };
  makeOwnFolder(options.dir, prepared.user);
  const file = configFile(options.dir);
  writeFileSync(file, redisConfig(options), { mode: 0o600 });
  if (prepared.user) chownSync(file, prepared.user.uid, prepared.user.gid);
  return prepared;
}

/** The command line; the password stays in the file, out of sight of `ps`. */
export function redisCommand(options: Pick<RedisOptions, 'dir' | 'user' | 'diesWithParent'>): EngineCommand {
  const { dir } = options;
  return withPrivileges(
    { command: 'redis-server', args: [configFile(dir)], env: engineEnv, cwd: dir },
    options,
  );
}

/** The configuration file. */
export function redisConfig({
  dir,
  port,
  password,
  role,
  maxMemoryMb,
  databases = 16,
}: RedisOptions): string {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(dir)}`,
    `requirepass ${JSON.stringify(password)}`,
    `databases ${databases}`,
    `maxmemory ${maxMemoryMb}mb`,
    'daemonize no',
    'save ""',
    'tcp-backlog 511',
    ...(role === 'cache' ? cacheLines : dataLines),
  ];
  return `${lines.join('\n')}\n`;
}

const cacheLines = ['maxmemory-policy allkeys-lru', 'appendonly no'];

// everysec: Redis hands every write to the kernel before it answers, so kill -9 loses nothing; only a power cut can
// lose the last second, which costs a cart line. The streams in it are published again from the outbox. `always`
// would pay one fsync per cart line for that.
const dataLines = [
  'maxmemory-policy noeviction',
  'appendonly yes',
  'appendfsync everysec',
  'auto-aof-rewrite-min-size 32mb',
];

/** Whether the server answers now, its data loaded. */
export async function redisAnswers({
  port,
  password,
}: Pick<RedisOptions, 'port' | 'password'>): Promise<boolean> {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    password,
    lazyConnect: true,
    connectTimeout: 2000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    // Redis 7.0 does not know the command, and would count an error each time we ask.
    disableClientInfo: true,
    // ioredis arms this timer even where there is no connection, and it would keep our process alive for 2 s.
    disconnectTimeout: 50,
  });
  // Failures arrive through the awaited calls; without a listener ioredis prints each of them.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

function configFile(dir: string): string {
  return join(dir, 'redis.conf');
}
