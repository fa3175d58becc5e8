import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { engineEnv, findBinary } from './engine-command.ts';
import { EngineError, type EngineLog } from './engine-process.ts';

// mariadb-install-db calls my_print_defaults, which Debian keeps in the client package.
const PACKAGE_OF = {
  nginx: 'nginx',
  mariadbd: 'mariadb-server-core',
  'mariadb-install-db': 'mariadb-server-core',
  my_print_defaults: 'mariadb-client-core',
  'redis-server': 'redis-server',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  'prometheus-mysqld-exporter': 'prometheus-mysqld-exporter',
  'prometheus-redis-exporter': 'prometheus-redis-exporter',
  'prometheus-nginx-exporter': 'prometheus-nginx-exporter',
  // Only the tests of the app need a browser; nobody looks at it, and without a window a page costs less than half.
  'chromium-headless-shell': 'chromium-headless-shell',
};

export type Binary = keyof typeof PACKAGE_OF;

/** Every program the mesh runs. */
export const meshBinaries: Binary[] = [
  'nginx',
  'mariadbd',
  'mariadb-install-db',
  'my_print_defaults',
  'redis-server',
  'prometheus',
  'promtool',
  'prometheus-alertmanager',
  'prometheus-mysqld-exporter',
  'prometheus-redis-exporter',
  'prometheus-nginx-exporter',
];

const INSTALLER = join(import.meta.dirname, 'install-packages.sh');

/** The Debian packages of the programs that are not installed, each once. */
export function missingPackages(
  binaries: Binary[] = meshBinaries,
  find: (name: string) => string | undefined = findBinary,
): string[] {
  return [...new Set(binaries.filter((name) => !find(name)).map((name) => PACKAGE_OF[name]))];
}

/** What to type to install them; whatever the path is called, a shell takes it as one word. */
export function installByHand(packages: readonly string[], installer = INSTALLER): string {
  const word = /^[\w./-]+$/.test(installer) ? installer : `'${installer.replaceAll("'", `'\\''`)}'`;
  return `sudo sh ${word} ${packages.join(' ')}`;
}

/**
 * Installs what is missing, as root or through sudo, and returns the packages it installed. Throws EngineError with the
 * one command to type when we may not install. No service of the system is started or enabled by it.
 */
export async function ensurePackages(
  options: { binaries?: Binary[]; log?: EngineLog } = {},
): Promise<string[]> {
  const { binaries, log = () => undefined } = options;
  const packages = missingPackages(binaries);
  if (packages.length === 0) return [];

  const byHand = installByHand(packages);
  const asRoot = await wayToRoot();
  if (!findBinary('apt-get')) {
    throw new EngineError(
      `This is not a Debian or Ubuntu machine; install these yourself: ${packages.join(', ')}.`,
    );
  }
  if (!asRoot)
    throw new EngineError(`Some programs are missing. Type this once, then start again: ${byHand}`);

  log(`Installing ${packages.join(', ')}`);
  const [command, ...args] = [...asRoot, INSTALLER, ...packages];
  const installed = await succeeds(command, args, log);
  if (installed && missingPackages(binaries).length === 0) return packages;
  throw new EngineError(`apt could not install ${packages.join(', ')}. To see why, type: ${byHand}`);
}

async function wayToRoot(): Promise<[string, ...string[]] | undefined> {
  if (process.getuid?.() === 0) return ['sh'];
  return (await succeeds('sudo', ['-n', 'true'])) ? ['sudo', '-n', 'sh'] : undefined;
}

function succeeds(command: string, args: string[], log: EngineLog = () => undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: engineEnv, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', log);
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
