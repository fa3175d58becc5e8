import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rotateLogs } from './log-rotation.ts';

// tmpfs cannot cut the head of a file; what /tmp or the repository lies on usually can.
const canCut = (parent: string) => {
  const probe = path.join(parent, `comptoir-cut-${process.pid}`);
  writeFileSync(probe, Buffer.alloc(10_000));
  const { status } = spawnSync('fallocate', ['--collapse-range', '--offset', '0', '--length', '4096', probe]);
  rmSync(probe);
  return status === 0;
};
const folders: string[] = [];
const makeFolder = (parent: string) => {
  const folder = mkdtempSync(path.join(parent, 'comptoir-logs-'));
  folders.push(folder);
  return folder;
};
let folder: string;
beforeEach(() => {
  folder = makeFolder(tmpdir());
});
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const limits = { maxBytes: 10_000, keep: 2 };

test('a short log stays as it is', async () => {
  writeFileSync(path.join(folder, 'stock-1.log'), 'a line\n');

  await rotateLogs(folder, limits);

  expect(readdirSync(folder)).toEqual(['stock-1.log']);
});

test.each([tmpdir(), '/dev/shm'])(
  'a long log in %s is set aside, and nothing of it is lost or doubled',
  async (parent) => {
    const where = makeFolder(parent);
    const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}\n`).join('');
    writeFileSync(path.join(where, 'stock-1.log'), lines);

    await rotateLogs(where, limits);

    const [rest, aside] = ['stock-1.log', 'stock-1.log.1'].map((name) =>
      readFileSync(path.join(where, name), 'utf8'),
    );
    expect(rest?.length).toBeLessThanOrEqual(4096);
    expect(`${aside}${rest}`).toBe(lines);
  },
);

test('the oldest is dropped', async () => {
  const file = path.join(folder, 'stock-1.log');
  for (const round of ['a', 'b', 'c', 'd']) {
    writeFileSync(file, round.repeat(20_000));
    await rotateLogs(folder, limits);
  }

  expect(readdirSync(folder).toSorted()).toEqual(['stock-1.log', 'stock-1.log.1', 'stock-1.log.2']);
  expect(['.1', '.2'].map((age) => readFileSync(file + age, 'utf8')[0])).toEqual(['d', 'c']);
});

test('a process that goes on writing meanwhile loses no line', async () => {
  const where = makeFolder([tmpdir(), '/var/tmp', process.cwd()].find(canCut) ?? tmpdir());
  const file = path.join(where, 'busy.log');
  const writer = spawn(
    process.execPath,
    ['-e', `for (let i = 0; i < 30000; i++) require('fs').writeSync(1, String(i).padStart(9, '0') + '\\n')`],
    { stdio: ['ignore', openSync(file, 'a'), 'inherit'] },
  );

  let aside = '';
  while (writer.exitCode === null) {
    await rotateLogs(where, { maxBytes: 20_000, keep: 1 });
    await delay(1);
    if (!readdirSync(where).includes('busy.log.1')) continue;
    aside += readFileSync(`${file}.1`, 'utf8');
    rmSync(`${file}.1`);
  }

  const written = (aside + readFileSync(file, 'utf8')).trimEnd().split('\n').map(Number);
  expect(aside).not.toBe('');
  expect(written).toEqual(Array.from({ length: 30_000 }, (_, index) => index));
});
