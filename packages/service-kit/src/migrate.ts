import knexFactory from 'knex';
import { connectionOptions } from './database.ts';

export interface MigrationOptions {
  databaseUrl: string;
  /** Absolute folder of `.js` migrations: knex records names with their extension (lesson 19). */
  directory: string;
}

/** Applies the migrations that are missing, in order of their names; answers the names applied. */
export async function migrateService({ databaseUrl, directory }: MigrationOptions): Promise<string[]> {
  const knex = knexFactory({
    client: 'mysql2',
    connection: connectionOptions(databaseUrl),
    pool: { min: 0, max: 1 },
  });
  try {
    const [, applied] = (await knex.migrate.latest({ directory, loadExtensions: ['.js'] })) as [
      number,
      string[],
    ];
    return applied;
  } finally {
    await knex.destroy();
  }
}
