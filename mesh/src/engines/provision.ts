import { createConnection } from 'mysql2/promise';

export const EXPORTER_ACCOUNT = 'exporter';

export type MariadbAdmin = { port: number; password: string; host?: string };

/**
 * Makes a schema and the one user who may touch it, and gives the user this password. Safe to run again: data stays.
 * Returns the DATABASE_URL of the service.
 */
export async function provisionSchema(request: {
  admin: MariadbAdmin;
  schema: string;
  user: string;
  password: string;
}): Promise<string> {
  const { admin, password } = request;
  const schema = checkedName(request.schema);
  const user = checkedName(request.user);
  await asAdmin(admin, [
    `CREATE DATABASE IF NOT EXISTS \`${schema}\``,
    `CREATE USER IF NOT EXISTS '${user}'@'%'`,
    `ALTER USER '${user}'@'%' IDENTIFIED BY ${quote(password)}`,
    // In a grant, `_` stands for any character: unescaped, one schema's user could reach a neighbour.
    `GRANT ALL PRIVILEGES ON \`${schema.replaceAll('_', '\\_')}\`.* TO '${user}'@'%'`,
  ]);
  return `mysql://${user}:${encodeURIComponent(password)}@${admin.host ?? '127.0.0.1'}:${admin.port}/${schema}`;
}

/**
 * Makes the account under which the exporter asks how MariaDB is. It has no right on anything: what `SHOW GLOBAL STATUS`
 * and `VARIABLES` answer is for everybody who is signed in. Should it hang, it takes three connections and no more.
 */
export async function provisionExporter(admin: MariadbAdmin, password: string): Promise<void> {
  const account = `'${EXPORTER_ACCOUNT}'@'%'`;
  await asAdmin(admin, [
    `CREATE USER IF NOT EXISTS ${account}`,
    `ALTER USER ${account} IDENTIFIED BY ${quote(password)} WITH MAX_USER_CONNECTIONS 3`,
  ]);
}

/** Removes a schema with its data, and its user. */
export async function dropSchema(request: {
  admin: MariadbAdmin;
  schema: string;
  user: string;
}): Promise<void> {
  await asAdmin(request.admin, [
    `DROP DATABASE IF EXISTS \`${checkedName(request.schema)}\``,
    `DROP USER IF EXISTS '${checkedName(request.user)}'@'%'`,
  ]);
}

/** A text as an SQL literal: these statements take no placeholders. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

async function asAdmin(
  { host = '127.0.0.1', port, password }: MariadbAdmin,
  statements: string[],
): Promise<void> {
  const connection = await createConnection({ host, port, user: 'root', password });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function checkedName(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) throw new Error(`"${name}" cannot name a schema or a user.`);
  return name;
}
