import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '@comptoir/test-kit';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rotateLogs } from './log-rotation.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const limits = { maxBytes: 1000, keep: 2 };
const at = (name: string) => path.join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

test('a short log stays as it is', async () => {
  writeFileSync(at('stock-1.log'), 'a line\n');

  await rotateLogs(folder, limits);

  expect(readdirSync(folder)).toEqual(['stock-1.log']);
});

test('a long log is set aside, the oldest is dropped', async () => {
  for (const round of ['a', 'b', 'c']) {
    writeFileSync(at('stock-1.log'), round.repeat(1001));
    await rotateLogs(folder, limits);
  }

  expect(readdirSync(folder).toSorted()).toEqual(['stock-1.log', 'stock-1.log.1', 'stock-1.log.2']);
  expect([read('stock-1.log'), read('stock-1.log.1')[0], read('stock-1.log.2')[0]]).toEqual(['', 'c', 'b']);
});

test('a process that goes on writing meanwhile loses no line', async () => {
  const total = 20_000;
  const writer = spawn(
    process.execPath,
    ['-e', `for (let i = 0; i < ${total}; i++) require('fs').writeSync(1, String(i).padStart(9, '0') + '\\n')`],
    { stdio: ['ignore', openSync(at('busy.log'), 'a'), 'inherit'] },
  );

  const kept: string[] = [];
  while (writer.exitCode === null || statSync(at('busy.log')).size > 0) {
    await rotateLogs(folder, { maxBytes: 0, keep: 1 });
    if (!existsSync(at('busy.log.1'))) continue;
    kept.push(read('busy.log.1'));
    rmSync(at('busy.log.1'));
  }

  await waitUntil(() => writer.exitCode === 0);
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.join('').trimEnd().split('\n').map(Number)).toEqual(Array.from({ length: total }, (_, index) => index));
});
