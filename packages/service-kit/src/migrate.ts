import knexFactory from 'knex';
import { connectionOptions } from './database.ts';

export interface MigrationOptions {
  databaseUrl: string;
  /** Absolute folder of `.js` migrations: knex records names with their extension (lesson 19). */
  directory: string;
  /** Once aborted, no further migration begins. One that has begun is finished: half of one could never be done again. */
  signal?: Pick<AbortSignal, 'aborted'>;
}

const LOCK_SECONDS = 60;
// What fails is thrown. Left to itself, knex prints it too, wherever its caller's output stands.
const log = { warn() {}, error() {}, debug() {}, deprecate() {} };
type Locks = [[{ taken: 0 | 1 | null }]];

/**
 * Applies the migrations that are missing, in order of their names; answers the names applied. One process at a time, by
 * a lock of the database session: knex's own lock is a row, which a process that is killed leaves locked for ever.
 */
export async function migrateService({
  databaseUrl,
  directory,
  signal,
}: MigrationOptions): Promise<string[]> {
  // One connection, so that the session which holds the lock is the session which migrates.
  const knex = knexFactory({
    client: 'mysql2',
    connection: connectionOptions(databaseUrl),
    pool: { min: 1, max: 1 },
    log,
  });
  const config = { directory, loadExtensions: ['.js'] };
  try {
    const [[lock]] = (await knex.raw('SELECT GET_LOCK(CONCAT(DATABASE(), ".migrations"), ?) AS taken', [
      LOCK_SECONDS,
    ])) as Locks;
    if (lock.taken !== 1)
      throw new Error(`another process has been migrating ${directory} for ${LOCK_SECONDS} s`);
    await knex.migrate.forceFreeMigrationsLock(config);
    const applied: string[] = [];
    while (signal?.aborted !== true) {
      const [, next] = (await knex.migrate.up(config)) as [number, string[]];
      if (next.length === 0) break;
      applied.push(...next);
    }
    return applied;
  } finally {
    await knex.destroy();
  }
}
