import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { testDatabase } from '@comptoir/test-kit';
import type { TestDatabase } from '@comptoir/test-kit';
import type { Database } from '../src/database.ts';
import { openDatabase } from '../src/database.ts';
import { migrateService } from '../src/migrate.ts';

let directory: string;
let schema: TestDatabase;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'comptoir-migrations-'));
  schema = await testDatabase('migrated');
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await writeMigration('20260101000000_create_cups', 'cups');
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await schema.drop();
});

const migrate = () => migrateService({ databaseUrl: schema.url, directory });
const writeMigration = (name: string, table: string) =>
  writeFile(
    join(directory, `${name}.js`),
    `export const up = (knex) => knex.schema.createTable('${table}', (t) => t.increments());
     export const down = (knex) => knex.schema.dropTable('${table}');`,
  );

test('migrations are applied once, new ones when they come', async () => {
  const first = await migrate();
  const again = await migrate();
  await writeMigration('20260102000000_create_plates', 'plates');
  const later = await migrate();

  expect(first).toEqual(['20260101000000_create_cups.js']);
  expect(again).toEqual([]);
  expect(later).toEqual(['20260102000000_create_plates.js']);
});

test('several processes that start at once apply each migration once', async () => {
  const applied = await Promise.all([migrate(), migrate(), migrate()]);

  expect(applied.flat()).toEqual(['20260101000000_create_cups.js']);
});

test('a migrator that is asked to stop finishes what it is at, and the next one goes on', async () => {
  await writeMigration('20260102000000_create_plates', 'plates');
  let looks = 0;
  // Asked to stop while the first is applied.
  const signal = {
    get aborted() {
      looks += 1;
      return looks > 1;
    },
  };

  const stopped = await migrateService({ databaseUrl: schema.url, directory, signal });
  const next = await migrate();

  expect(stopped).toEqual(['20260101000000_create_cups.js']);
  expect(next).toEqual(['20260102000000_create_plates.js']);
});

test('a migration that fails is thrown and not printed', async () => {
  await writeMigration('20260102000000_create_cups_again', 'cups');
  const printed = (['log', 'warn', 'error'] as const).map((name) => jest.spyOn(console, name));

  const attempt = migrate();

  await expect(attempt).rejects.toMatchObject({ code: 'ER_TABLE_EXISTS_ERROR' });
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
  jest.restoreAllMocks();
});

const inSchema = async <T>(work: (knex: Database['knex']) => Promise<T>): Promise<T> => {
  const database = openDatabase({ url: schema.url, poolMax: 1 });
  try {
    return await work(database.knex);
  } finally {
    await database.close();
  }
};

test.each(['before', 'after'])(
  'a migrator that was killed %s its change is followed by one that does it',
  async (when) => {
    const name = '20260102000000_create_plates.js';
    await migrate();
    await inSchema(async (knex) => {
      await knex('migration_begun').insert({ name });
      if (when === 'after') await knex.schema.createTable('plates', (table) => table.increments('half_made'));
    });
    await writeMigration('20260102000000_create_plates', 'plates');

    const applied = await migrate();

    expect(applied).toEqual([name]);
    const [columns, begun] = await inSchema((knex) =>
      Promise.all([knex('plates').columnInfo(), knex('migration_begun')]),
    );
    expect([Object.keys(columns), begun]).toEqual([['id'], []]);
  },
);

test('a migration that is refused undoes nothing, however often it is tried', async () => {
  await migrate();
  await inSchema((knex) => knex('cups').insert({ id: 7 }));
  await writeMigration('20260102000000_create_cups_again', 'cups');

  const tries = [await migrate().catch(codeOf), await migrate().catch(codeOf)];

  expect(tries).toEqual(['ER_TABLE_EXISTS_ERROR', 'ER_TABLE_EXISTS_ERROR']);
  expect(await inSchema((knex) => knex('cups'))).toEqual([{ id: 7 }]);
});

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : error);

test('a migrator that was killed does not lock out the next one', async () => {
  await migrate();
  const database = openDatabase({ url: schema.url, poolMax: 1 });
  await database.knex('knex_migrations_lock').update({ is_locked: 1 });
  await database.close();
  await writeMigration('20260102000000_create_plates', 'plates');

  expect(await migrate()).toEqual(['20260102000000_create_plates.js']);
});
