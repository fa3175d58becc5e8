import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnv, withPrivileges, type EngineCommand, type EngineUser } from './engine-command.ts';

export type MariadbOptions = {
  dataDir: string;
  runDir: string;
  port: number;
  bufferPoolMb: number;
  maxConnections: number;
  /** true: every commit is on the disk before it is answered (lesson 17). false: for tests, nothing is ever flushed. */
  durable: boolean;
  user?: EngineUser | undefined;
  diesWithParent?: boolean | undefined;
};

const SOCKET_PATH_LIMIT = 107;

/** The folder of the socket and of temporary files: inside runDir, unless the kernel refuses so long a socket path. */
export function mariadbRunFolder({ runDir, dataDir }: Pick<MariadbOptions, 'runDir' | 'dataDir'>): string {
  const folder = join(runDir, 'mariadb');
  if (Buffer.byteLength(socketIn(folder)) <= SOCKET_PATH_LIMIT) return folder;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `comptoir-${digest}`);
}

export function mariadbSocket(options: Pick<MariadbOptions, 'runDir' | 'dataDir'>): string {
  return socketIn(mariadbRunFolder(options));
}

/** The command line of the server. The data folder must exist already: see prepareMariadb. */
export function mariadbCommand(options: MariadbOptions): EngineCommand {
  const folder = mariadbRunFolder(options);
  const args = [
    ...mariadbBaseArgs(options),
    `--socket=${socketIn(folder)}`,
    `--pid-file=${join(folder, 'mariadb.pid')}`,
    `--port=${options.port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    `--max-connections=${options.maxConnections}`,
    '--back-log=512',
    ...behaviour,
    ...memory(options),
  ];
  // glibc would give each connection an arena of its own, and none gives back what it once held.
  const env = { ...engineEnv, MALLOC_ARENA_MAX: '2' };
  return withPrivileges({ command: 'mariadbd', args, env, cwd: options.dataDir }, options);
}

/** What the server and the making of its data folder have in common; while it is made, it is the folder they run in. */
export function mariadbBaseArgs(
  options: MariadbOptions,
  folders = { data: options.dataDir, temporary: mariadbRunFolder(options) },
): string[] {
  const { durable, user } = options;
  return [
    '--no-defaults',
    `--datadir=${folders.data}`,
    // A server that starts deletes the temporary tables it finds there: in /tmp, those of every other server.
    `--tmpdir=${folders.temporary}`,
    // Only reached when root could find no account able to enter the folder.
    ...(process.getuid?.() === 0 && !user ? ['--user=root'] : []),
    ...(durable
      ? ['--innodb-flush-log-at-trx-commit=1']
      : ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--innodb-flush-method=nosync']),
    `--innodb-log-file-size=${durable ? 96 : 16}M`,
  ];
}

const behaviour = [
  '--transaction-isolation=READ-COMMITTED',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_unicode_520_ci',
  '--default-time-zone=+00:00',
  // Below the gateway's 5 s: a statement that waits longer has nobody left to answer; 1205 is retried (lesson 14).
  '--innodb-lock-wait-timeout=3',
  // As many statements at work as there are cores, instead of one thread for each connection: a tenth off a checkout.
  '--thread-handling=pool-of-threads',
  '--local-infile=0',
  '--log-warnings=1',
];

// Idle with a pool of 128 MB this takes 52 MB of PSS; MariaDB's defaults take 81, with the performance schema 178.
function memory({ bufferPoolMb }: MariadbOptions): string[] {
  return [
    '--performance-schema=OFF',
    `--innodb-buffer-pool-size=${bufferPoolMb}M`,
    '--innodb-log-buffer-size=2M',
    '--aria-pagecache-buffer-size=2M',
    '--key-buffer-size=64K',
    '--query-cache-type=0',
    '--query-cache-size=0',
    '--tmp-table-size=8M',
    '--max-heap-table-size=8M',
    '--sort-buffer-size=256K',
    '--table-open-cache=1000',
  ];
}

function socketIn(folder: string): string {
  return join(folder, 'mariadb.sock');
}
