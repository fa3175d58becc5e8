import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '@comptoir/test-kit';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sessionOf, type Identity } from './process-table.ts';
import { spawnProcess } from './spawn-process.ts';
import { stopProcess } from './stop-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-stop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell script and returns once it has said `ready`. */
async function run(script: string): Promise<Identity> {
  const logFile = path.join(folder, 'sh.log');
  const { identity } = spawnProcess({
    command: 'sh',
    args: ['-c', script],
    env: { PATH: '/usr/bin:/bin' },
    cwd: folder,
    logFile,
  });
  if (identity === undefined) throw new Error('sh could not be spawned');
  await waitUntil(() => readFileSync(logFile, 'utf8').includes('ready'));
  return identity;
}

test('a process that listens to the signal goes by itself', async () => {
  const identity = await run('echo ready; exec sleep 60');

  const wentByItself = await stopProcess(identity, { signal: 'SIGTERM', graceMs: 5000 });

  expect(wentByItself).toBe(true);
  expect(sessionOf(identity)).toEqual([]);
});

test('a process that ignores the signal is killed with its children when its grace is over', async () => {
  const identity = await run('trap "" TERM; sleep 60 & echo ready; while :; do sleep 0.05; done');

  const wentByItself = await stopProcess(identity, { signal: 'SIGTERM', graceMs: 200 });

  expect(wentByItself).toBe(false);
  expect(sessionOf(identity)).toEqual([]);
});

test('a process that is gone already is no failure', async () => {
  const identity = await run('echo ready');
  await stopProcess(identity, { signal: 'SIGTERM', graceMs: 5000 });

  await expect(stopProcess(identity, { signal: 'SIGTERM', graceMs: 5000 })).resolves.toBe(true);
});
