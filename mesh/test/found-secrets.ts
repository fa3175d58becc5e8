import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { MeshUnderTest } from './mesh-under-test.ts';
import { FORGED, type PlantedSecrets } from './planted-secrets.ts';

// MariaDB's own files are read through its tables; their folder is closed.
const TABLES = /^data\/mariadb\//;
// Sources kept compiled, and pages of the catalogue kept for half a minute under the address they were asked by. The others
// are where secrets belong.
const NO_LOGS =
  /^(?:compile-cache|nginx\/run|secrets)\/|^demo-accounts\.json$|^data\/redis-\w+\/redis\.conf$/;

interface HomeFile {
  /** From the home on. */
  name: string;
  file: string;
  mode: number;
}

function filesOf(home: string): HomeFile[] {
  return readdirSync(home, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(home, file);
    const mode =
      entry.isFile() && !TABLES.test(name) ? statSync(file, { throwIfNoEntry: false })?.mode : undefined;
    return mode === undefined ? [] : [{ name, file, mode }];
  });
}

/** Empty when it has gone since it was listed. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The secrets of a text, by name. */
function shown(secrets: PlantedSecrets, text: string): string[] {
  return [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => name);
}

/** One sentence per secret in a log, a trace or whatever else a mesh leaves on the disk for somebody to read. */
export function secretsInFiles({ home }: MeshUnderTest, secrets: PlantedSecrets): string[] {
  return filesOf(home)
    .filter(({ name }) => !NO_LOGS.test(name))
    .flatMap(({ name, file }) => shown(secrets, textOf(file)).map((secret) => `${name} shows the ${secret}`));
}

/** Lines of the services' and the gateway's logs that they did not write themselves: text that got out of its field. */
export function forgedLines({ home }: MeshUnderTest, services: readonly string[]): string[] {
  const writers = new Map([
    ...services.map((service) => [service, service] as const),
    ['nginx', 'gateway'] as const,
  ]);
  return filesOf(path.join(home, 'logs')).flatMap(({ name, file }) => {
    const writer = writers.get(/^([a-z-]+)-(?:\d+|access)\.log/.exec(name)?.[1] ?? '');
    const lines = textOf(file).split('\n').filter(Boolean);
    return lines.filter((line) => line.includes(FORGED) || (writer !== undefined && !isOf(writer, line)));
  });
}

function isOf(writer: string, line: string): boolean {
  try {
    return JSON.parse(line).service === writer;
  } catch {
    return false;
  }
}

/** One sentence per secret in any table of any service. */
export async function secretsInTables(mesh: MeshUnderTest, secrets: PlantedSecrets): Promise<string[]> {
  const connection = await createConnection({
    host: '127.0.0.1',
    port: mesh.portOf('mariadb'),
    user: 'root',
    password: mesh.passwords().mariadbRoot,
  });
  const [tables] = await connection.query(
    `SELECT table_schema AS owner, table_name AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')`,
  );
  const found: string[] = [];
  for (const { owner, name } of tables as { owner: string; name: string }[]) {
    const [rows] = await connection.query('SELECT * FROM ??.??', [owner, name]);
    found.push(...shown(secrets, rowsAsText(rows)).map((secret) => `${owner}.${name} keeps the ${secret}`));
  }
  await connection.end();
  return found;
}

function rowsAsText(rows: unknown): string {
  return JSON.stringify(rows, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
}

/** Files with a secret that others than their owner may read, and processes whose command line shows one to everybody. */
export function openSecrets({ home }: MeshUnderTest, secrets: PlantedSecrets): string[] {
  const files = filesOf(home)
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .flatMap(({ name, file }) => shown(secrets, textOf(file)).map((secret) => `${name} shows the ${secret}`));
  const processes = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) =>
      shown(secrets, textOf(`/proc/${pid}/cmdline`)).map((secret) => `${pid} shows the ${secret}`),
    );
  return [...files, ...processes];
}

/** What the mesh itself keeps secret, by what it is. */
export function ownSecrets({ home, passwords }: MeshUnderTest): PlantedSecrets {
  const { services, ...others } = passwords();
  const folder = path.join(home, 'secrets');
  const keys = readdirSync(folder).filter((name) => name.endsWith('.jwk'));
  const accounts: { username: string; password: string }[] = JSON.parse(
    readFileSync(path.join(home, 'demo-accounts.json'), 'utf8'),
  );
  return new Map([
    ...Object.entries(others).map(([name, value]) => [`password ${name}`, value] as const),
    ...Object.entries(services).map(([name, value]) => [`database password of ${name}`, value] as const),
    ...keys.map(
      (name) => [`key ${name}`, JSON.parse(readFileSync(path.join(folder, name), 'utf8')).d] as const,
    ),
    ...accounts.map(({ username, password }) => [`password of ${username}`, password] as const),
  ]);
}
