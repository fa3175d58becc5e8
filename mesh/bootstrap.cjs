'use strict';
// The only file an older system Node (18 and newer) has to understand. It makes node_modules match package-lock.json,
// which also brings the pinned Node 24, and hands over to it: node mesh/bootstrap.cjs <task> [arguments]
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { constants } = require('node:os');
const { delimiter, join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, '.bin', 'node');

// Types stripped once stay stripped: every later command starts a tenth of a second earlier.
const compileCache = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compile') };

const MESH = ['mesh/src/main.ts'];
// The launcher waits more than it works: small instead of fast saves 40 MB, and it sweeps up after its start.
const LEAN = ['--optimize-for-size', '--max-semi-space-size=1', '--v8-pool-size=1', '--expose-gc'];
const TASKS = {
  start: [...LEAN, ...MESH, 'start'],
  stop: [...MESH, 'stop'],
  import: [...MESH, 'import'],
  mesh: MESH,
  load: ['load-tests/src/main.ts'],
  chaos: ['chaos/src/main.ts'],
  signals: ['monitoring/signals/main.ts'],
  test: ['checks/test.ts'],
  check: ['checks/check.ts'],
  audit: ['checks/audit.ts'],
};

function main([task, ...args]) {
  const command = TASKS[task];
  if (!command) fail(`Unknown task "${task ?? ''}". Known: ${Object.keys(TASKS).join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < 18)
    fail(`Node 18 or newer is needed; this is ${process.version}.`);
  if (!isInstalled()) install();
  if (!existsSync(pinnedNode)) {
    fail(
      `Comptoir runs on Linux x64 and arm64; npm found no Node 24 for ${process.platform} ${process.arch}.`,
    );
  }
  const words = command.map((word) => (word.endsWith('.ts') ? join(root, word) : word));
  handOver(pinnedNode, [...words, ...args]);
}

/** Whether node_modules holds what the lockfile asks for: npm writes what it installed there, as its very last act. */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(modules, '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional)
    .every(([path, entry]) => present[path]?.version === entry.version && present[path]?.link === entry.link);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  process.stderr.write('Installing the npm packages of package-lock.json (once; about a minute)\n');
  // Not under the Node of the folder that `npm ci` is about to delete.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith('node_modules/.bin'));
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    encoding: 'utf8',
  });
  if (npm.status === 0) {
    compileLauncher();
    return;
  }
  if (npm.error) fail(`npm cannot be run (${npm.error.code}). Install it: sudo apt install npm`);
  const output = `${npm.stderr}${npm.stdout}`;
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.exec(
    output,
  );
  if (network)
    fail(`npm cannot reach its registry (${network[0]}). Check the network, then type the command again.`);
  const reason = /npm (?:ERR!|error) (?!code)(.+)/.exec(output)?.[1] ?? `exit code ${npm.status}`;
  fail(`npm ci failed: ${reason}`);
}

/** So that not even the first launcher strips types by itself: what does that takes 25 MB, and stays. */
function compileLauncher() {
  const files = ['supervisor/compile-services.ts', 'main.ts', 'commands/start.ts', 'commands/supervise.ts'];
  const args = files.map((file) => join(root, 'mesh', 'src', file));
  spawnSync(pinnedNode, [...LEAN, ...args], { env: { ...compileCache, ...process.env }, stdio: 'ignore' });
}

function handOver(command, args) {
  // Heard before there is a child, a signal would end us and leave the child behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child by itself; a second copy would read as "hurry up".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  const env = { ...compileCache, ...process.env };
  const child = spawn(command, args, { stdio: 'inherit', env });
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

main(process.argv.slice(2));
