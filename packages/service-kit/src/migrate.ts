import path from 'node:path';
import { pathToFileURL } from 'node:url';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { z } from 'zod';
import { codeOf, databaseUnavailable } from './database-errors.ts';
import { connectionOptions } from './database.ts';

export interface MigrationOptions {
  databaseUrl: string;
  /** Absolute folder of `.js` migrations: knex records names with their extension (lesson 19). */
  directory: string;
  /** Once aborted, no further migration begins. One that has begun is finished. */
  signal?: Pick<AbortSignal, 'aborted'>;
}

const LOCK_SECONDS = 60;
const LOADED = ['.js'];
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
  const config = { directory, loadExtensions: LOADED };
  try {
    const [[lock]] = (await knex.raw('SELECT GET_LOCK(CONCAT(DATABASE(), ".migrations"), ?) AS taken', [
      LOCK_SECONDS,
    ])) as Locks;
    if (lock.taken !== 1)
      throw new Error(`another process has been migrating ${directory} for ${LOCK_SECONDS} s`);
    await knex.migrate.forceFreeMigrationsLock(config);
    await knex.raw('CREATE TABLE IF NOT EXISTS migration_begun (name varchar(255) NOT NULL PRIMARY KEY)');
    const applied: string[] = [];
    for (;;) {
      const [, [next]] = (await knex.migrate.list(config)) as [unknown, { file: string }[]];
      if (next === undefined || signal?.aborted === true) break;
      await applyOne(knex, directory, next.file);
      applied.push(next.file);
    }
    return applied;
  } finally {
    await knex.destroy();
  }
}

/**
 * MariaDB commits at every change of structure, and the record that a migration was applied comes after the last: who is
 * killed between them leaves one that can neither go on nor begin again. So it is written down first which one begins,
 * and what began and was never recorded is undone before it is done. Nobody has used it: services start after all of them.
 */
async function applyOne(knex: Knex, directory: string, name: string): Promise<void> {
  const begun = () => knex('migration_begun');
  if ((await begun().where({ name }).first()) !== undefined) await undo(knex, path.join(directory, name));
  else await begun().insert({ name });
  try {
    await knex.migrate.up({ directory, loadExtensions: LOADED, name });
  } catch (error) {
    // Refused by a database that is there is not half done, and must not be undone: what stands there is another's.
    if (databaseUnavailable(error) === undefined) await begun().where({ name }).delete();
    throw error;
  }
  await begun().where({ name }).delete();
}

const migration = z.object({
  down: z.custom<(knex: Knex) => Promise<void>>((down) => typeof down === 'function'),
});
/** What was to be undone is not there: no such table, column or key. */
const NOT_THERE = ['ER_BAD_TABLE_ERROR', 'ER_NO_SUCH_TABLE', 'ER_CANT_DROP_FIELD_OR_KEY'];

async function undo(knex: Knex, file: string): Promise<void> {
  const { down } = migration.parse(await import(pathToFileURL(file).href));
  try {
    await down(knex);
  } catch (error) {
    if (!NOT_THERE.includes(codeOf(error) ?? '')) throw error;
  }
}
