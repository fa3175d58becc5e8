import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { migrationProblems } from './migrations.ts';
import { temporaryTree } from './temporary-tree.ts';

let remove = () => {};
afterEach(() => remove());

const first = 'services/stock/migrations/20261201090000_create_levels.js';
const create = (...tables: string[]) =>
  tables.map((table) => `await knex.schema.createTable('${table}', () => {});`);
const drop = (table: string) => [`await knex.schema.dropTable('${table}');`];
const migration = (up: string[], down: string[] | undefined) =>
  `export async function up(knex) { ${up.join(' ')} }\n` +
  (down ? `export async function down(knex) { ${down.join(' ')} }\n` : '');
const good = migration(create('levels'), drop('levels'));

function tree(files: Record<string, string>): string {
  const made = temporaryTree({
    'services/stock/package.json': '{}',
    'package.json': '{"type":"module"}',
    ...files,
  });
  remove = made.remove;
  return made.root;
}

test('a sound migration passes, whatever data it moves', async () => {
  const moving = migration(
    ["await knex('levels').where({ a: 1 }).update({ a: 2 }); await knex.raw('UPDATE levels SET b = 1');"],
    [],
  );
  const root = tree({ [first]: good, 'services/stock/migrations/20261201090001_move.js': moving });

  const problems = await migrationProblems(root);

  expect(problems).toEqual([]);
});

test.each([
  ['20261201_create_levels.js', 'name it'],
  ['20261201090060_create_levels.js', 'name it'],
  ['20261201090000_create_levels.ts', 'name it'],
  ['20261201090000-Create.js', 'name it'],
])('refuses the name %s', async (name, complaint) => {
  const problems = await migrationProblems(tree({ [`services/stock/migrations/${name}`]: good }));

  expect(problems).toEqual([expect.stringContaining(complaint)]);
});

test('refuses two migrations of the same second', async () => {
  const root = tree({ [first]: good, [first.replace('levels', 'ledger')]: good });

  const problems = await migrationProblems(root);

  expect(problems).toEqual([expect.stringContaining('another migration has the same time')]);
});

test.each([
  ['no way back', migration(create('levels'), undefined), 'does not export down'],
  ['two tables', migration(create('levels', 'ledger'), drop('levels')), 'up() changes the structure 2 times'],
  ['raw DDL', migration([...create('a'), "await knex.raw('ALTER TABLE a ADD b INT');"], []), '2 times'],
  [
    'raw DDL in a schema',
    migration([...create('a'), "await knex.schema.raw('DROP TABLE b');"], []),
    '2 times',
  ],
])('refuses %s', async (_, content, complaint) => {
  const problems = await migrationProblems(tree({ [first]: content }));

  expect(problems).toEqual([expect.stringContaining(complaint)]);
});

test('refuses a change to a migration that is on the main branch, and allows a new one', async () => {
  const root = tree({ [first]: good });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root });
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'services');
  git('commit', '--quiet', '--message=first');
  writeFileSync(join(root, first), migration(create('levels_two'), drop('levels_two')));
  writeFileSync(join(root, 'services/stock/migrations/20261201090001_ledger.js'), good);

  const problems = await migrationProblems(root);

  expect(problems).toEqual([`${first}: is merged and must stay as it is; write a new migration.`]);
});
