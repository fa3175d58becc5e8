import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '@comptoir/test-kit';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fakeReplica } from '../../test/fake-replica.ts';
import { isAlive, type Identity } from '../processes/process-table.ts';
import type { ProcessSnapshot } from './process-life.ts';
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts';

let folder: string;
let running: SupervisedProcess[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-supervised-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((supervised) => supervised.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function supervise(program?: string) {
  const history: ProcessSnapshot[] = [];
  const supervised = superviseProcess(await fakeReplica(folder, program), (now) => history.push(now));
  running.push(supervised);
  supervised.start();
  return { supervised, history };
}

function becomes(supervised: SupervisedProcess, state: string): Promise<Identity> {
  return waitUntil(() => supervised.snapshot().state === state && supervised.snapshot().identity);
}

test('a crashed process is started again', async () => {
  const { supervised } = await supervise();
  const before = await becomes(supervised, 'ready');

  process.kill(before.pid, 'SIGKILL');

  await waitUntil(() => supervised.snapshot().restarts === 1);
  const after = await becomes(supervised, 'ready');
  expect(after.pid).not.toBe(before.pid);
  expect(supervised.snapshot().lastEnd).toBe('SIGKILL');
});

test('a process that hangs once it was ready is killed and started again', async () => {
  const { supervised, history } = await supervise();
  const before = await becomes(supervised, 'ready');

  process.kill(before.pid, 'SIGSTOP');

  await waitUntil(() => supervised.snapshot().restarts === 1, { timeoutMs: 20_000 });
  const after = await becomes(supervised, 'ready');
  expect(after.pid).not.toBe(before.pid);
  expect(isAlive(before)).toBe(false);
  expect(supervised.snapshot().lastEnd).toBe('killed: it had answered nothing for 1 s');
  expect(history.map(({ state }) => state)).toContain('unready');
});

test('a process that ends at once is started again and again, less and less often', async () => {
  const startedAt = Date.now();
  const { supervised } = await supervise('process.exit(78)');

  await waitUntil(() => supervised.snapshot().restarts === 3);

  expect(supervised.snapshot().lastEnd).toBe('exit code 78');
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(300);
});

test('a program that does not exist is a failure like any other', async () => {
  const spec = { ...(await fakeReplica(folder)), command: '/nowhere/node' };
  const supervised = superviseProcess(spec, () => undefined);
  running.push(supervised);

  supervised.start();

  await waitUntil(() => supervised.snapshot().lastEnd?.includes('ENOENT'));
  expect(supervised.snapshot().identity).toBeUndefined();
});

test('what was stopped stays stopped, and is gone', async () => {
  const { supervised } = await supervise();
  const identity = await becomes(supervised, 'ready');

  await supervised.stop();

  expect(supervised.snapshot()).toMatchObject({ state: 'stopped', identity: undefined, restarts: 0 });
  expect(isAlive(identity)).toBe(false);
});

test('what was killed stays dead', async () => {
  const { supervised } = await supervise();
  await becomes(supervised, 'ready');

  supervised.kill();

  await waitUntil(() => supervised.snapshot().state === 'stopped');
  expect(supervised.snapshot()).toMatchObject({ identity: undefined, restarts: 0 });
});

test('it can be stopped while it waits for its next start', async () => {
  const { supervised } = await supervise('process.exit(1)');
  await waitUntil(() => supervised.snapshot().state === 'waiting');

  await supervised.stop();

  const { restarts } = supervised.snapshot();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(supervised.snapshot()).toMatchObject({ state: 'stopped', restarts });
});

test('a successor takes over on the same port, and the old process ends', async () => {
  const { supervised, history } = await supervise();
  const before = await becomes(supervised, 'ready');

  await supervised.replace(5000);

  const { identity, other, restarts } = supervised.snapshot();
  expect(identity?.pid).not.toBe(before.pid);
  expect(isAlive(before)).toBe(false);
  expect([other, restarts]).toEqual([undefined, 0]);
  expect(history.map(({ state }) => state)).not.toContain('unready');
});

test('while both run, both are known', async () => {
  const { supervised, history } = await supervise();
  const before = await becomes(supervised, 'ready');

  await supervised.replace(5000);

  const both = history.find(({ other }) => other !== undefined);
  expect(both?.identity).toEqual(before);
});

test('when the successor never becomes ready, the old process goes on', async () => {
  const { supervised } = await supervise();
  const before = await becomes(supervised, 'ready');
  supervised.spec.args = ['-e', 'process.exit(1)'];

  await expect(supervised.replace(5000)).rejects.toThrow(
    'The successor of fake-1 did not become ready; the old one goes on.',
  );

  expect(supervised.snapshot()).toMatchObject({ state: 'ready', identity: before, other: undefined });
  expect(isAlive(before)).toBe(true);
});

test('what was stopped is not brought back by a restart', async () => {
  const { supervised } = await supervise();
  await becomes(supervised, 'ready');
  await supervised.stop();

  await expect(supervised.replace(5000)).rejects.toThrow('fake-1 is stopped.');

  expect(supervised.snapshot()).toMatchObject({ state: 'stopped', identity: undefined, other: undefined });
});
