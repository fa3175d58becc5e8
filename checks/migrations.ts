import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { changedMigrations } from './merged-files.ts';
import { schemaRecorder } from './schema-recorder.ts';
import { serviceFolders } from './service-folders.ts';

type Migrate = (knex: unknown) => unknown;

const step = z.custom<Migrate>((value) => typeof value === 'function').optional();
const migrationModule = z.object({ up: step, down: step });

/** One sentence per migration that breaks a rule of the house (lesson 19). */
export async function migrationProblems(root: string): Promise<string[]> {
  const problems = await Promise.all(serviceFolders(root).map((service) => problemsOfService(root, service)));
  return [...problems.flat(), ...changedMigrations(root)];
}

async function problemsOfService(root: string, service: string): Promise<string[]> {
  const folder = join('services', service, 'migrations');
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder)).toSorted();
  const wellNamed = names.filter((name) => isWellNamed(name));
  const contents = wellNamed.map((name) => problemsOfFile(join(root, folder, name), join(folder, name)));
  return [
    ...names
      .filter((name) => !isWellNamed(name))
      .map(
        (name) => `${join(folder, name)}: name it yyyymmddhhmmss_what_it_does.js, with a real date and time.`,
      ),
    ...wellNamed
      .filter((name, index) => stamp(name) === stamp(wellNamed[index - 1] ?? ''))
      .map(
        (name) => `${join(folder, name)}: another migration has the same time; their order would be chance.`,
      ),
    ...(await Promise.all(contents)).flat(),
  ];
}

async function problemsOfFile(path: string, shown: string): Promise<string[]> {
  const { up, down } = migrationModule.parse(await import(pathToFileURL(path).href));
  if (!up || !down)
    return [`${shown}: does not export ${[!up && 'up', !down && 'down'].filter(Boolean).join(' and ')}.`];
  return [...(await oneChange(shown, 'up', up)), ...(await oneChange(shown, 'down', down))];
}

// MariaDB commits at every DDL: a file with two can stop half-way, and can then neither be repeated nor undone.
async function oneChange(shown: string, name: string, migrate: Migrate): Promise<string[]> {
  const { knex, changes } = schemaRecorder();
  await migrate(knex);
  if (changes.length <= 1) return [];
  return [
    `${shown}: ${name}() changes the structure ${changes.length} times (${changes.join('; ')}); one DDL per file.`,
  ];
}

function isWellNamed(name: string): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_[a-z0-9_]+\.js$/.exec(name) ?? [];
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const parsed = new Date(time);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString() === time;
}

function stamp(name: string): string {
  return name.slice(0, 14);
}
