import { existsSync, renameSync, rmSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { engineEnv, withPrivileges } from './engine-command.ts';
import { runToEnd, startEngine, type Engine, type EngineLog } from './engine-process.ts';
import { engineUser, makeOwnFolder } from './engine-user.ts';
import { mariadbBaseArgs, mariadbCommand, mariadbRunFolder, type MariadbOptions } from './mariadb-command.ts';
import { quote } from './provision.ts';

/** Makes the folders, creates the data folder when it is missing, starts the server and waits until it answers. */
export async function startMariadb(
  options: Omit<MariadbOptions, 'user'> & { rootPassword: string; log: EngineLog },
): Promise<Engine> {
  const prepared = await prepareMariadb(options);
  const engine = await startEngine({
    name: 'MariaDB',
    port: options.port,
    command: mariadbCommand(prepared),
    log: options.log,
    isReady: () => mariadbAnswers({ port: options.port, password: options.rootPassword }),
  });
  const stop = async () => {
    await engine.stop();
    rmSync(mariadbRunFolder(options), { recursive: true, force: true });
  };
  return { ...engine, stop };
}

/**
 * Everything mariadbCommand needs on the disk, and the account to run under. A data folder appears under its name only
 * once complete, so a start killed half-way is simply done again.
 */
export async function prepareMariadb<T extends Omit<MariadbOptions, 'user'> & { rootPassword: string }>(
  options: T,
): Promise<T & Pick<MariadbOptions, 'user'>> {
  const runFolder = mariadbRunFolder(options);
  const prepared = { ...options, user: engineUser(options.dataDir, runFolder) };
  makeOwnFolder(runFolder, prepared.user);
  if (existsSync(options.dataDir)) makeOwnFolder(options.dataDir, prepared.user);
  else await createDataDir(prepared);
  return prepared;
}

async function createDataDir(options: MariadbOptions & { rootPassword: string }): Promise<void> {
  const unfinished = `${options.dataDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  makeOwnFolder(unfinished, options.user);
  // mariadb-install-db takes a path with a blank apart, and as root gives the owner's folder away: it gets none.
  const args = mariadbBaseArgs(options, { data: './', temporary: './' });
  const asUser = (command: string, more: string[]) =>
    withPrivileges({ command, args: [...args, ...more], env: engineEnv, cwd: unfinished }, options);

  const install = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  await runToEnd('mariadb-install-db', asUser('mariadb-install-db', install));
  await runToEnd(
    'mariadbd --bootstrap',
    asUser('mariadbd', ['--bootstrap']),
    firstStatements(options.rootPassword),
  );
  renameSync(unfinished, options.dataDir);
}

// Read from standard input: the password is never in a file nor on a command line.
function firstStatements(rootPassword: string): string {
  return [
    'FLUSH PRIVILEGES;',
    "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');",
    'FLUSH PRIVILEGES;',
    `ALTER USER 'root'@'localhost' IDENTIFIED BY ${quote(rootPassword)};`,
    `CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY ${quote(rootPassword)};`,
    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
    '',
  ].join('\n');
}

/** Whether the server answers a query now. */
export async function mariadbAnswers({
  port,
  password,
}: {
  port: number;
  password: string;
}): Promise<boolean> {
  try {
    const connection = await createConnection({
      host: '127.0.0.1',
      port,
      user: 'root',
      password,
      connectTimeout: 2000,
    });
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
