import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findLines } from './find-lines.ts';
import { listSpanFiles } from './span-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-find-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MIB = 1024 * 1024;
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const find = (files: string[], words: string[], more: { since?: number; maxBytes?: number } = {}) =>
  findLines(files, { words, maxBytes: 64 * MIB, ...more });

test('lines that hold one of the words come in order, each once', async () => {
  const log = file('a.log', 'tea 1\ncup\ntea cup 2\ntea tea 3\n');

  expect(await find([log], ['tea', '2'])).toEqual(['tea 1', 'tea cup 2', 'tea tea 3']);
  expect(await find([log], ['jar'])).toEqual([]);
});

test('a line that a rotation cut in two is one line', async () => {
  const older = file('a.log.1', 'tea 1\ncup\nte');
  const newer = file('a.log', 'a 2\ncup\ntea 3');

  expect(await find([older, newer], ['tea'])).toEqual(['tea 1', 'tea 2', 'tea 3']);
});

test('a file of many pieces loses no line at their edges', async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `tea ${at} ${'x'.repeat(at % 90)}`);
  const log = file('a.log', `${lines.join('\n')}\n`);

  expect(await find([log], ['tea'])).toEqual(lines);
});

test('a line longer than a piece is left out, and no other', async () => {
  const log = file('a.log', `tea 1\ntea ${'x'.repeat(3 * MIB)}\ntea 2\n`);

  expect(await find([log], ['tea'])).toEqual(expect.arrayContaining(['tea 1', 'tea 2']));
});

test('no more is read than allowed, and nothing from long before', async () => {
  const line = (second: number) =>
    `{"time":"2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z","level":"info","msg":"tea ${second} ${'x'.repeat(MIB / 2)}"}\n`;
  const older = file('a.log.1', line(1) + line(2) + line(3) + line(4));
  const newer = file('a.log', line(5) + line(6));
  const seconds = (found: string[]) => found.map((text) => Number(/tea (\d+)/.exec(text)?.[1]));

  const all = seconds(await find([older, newer], ['"time"']));
  const newest = seconds(await find([older, newer], ['"time"'], { maxBytes: 2 * MIB }));
  const recent = seconds(await find([older, newer], ['"time"'], { since: Date.UTC(2026, 0, 1, 0, 0, 3) }));

  expect(all).toEqual([1, 2, 3, 4, 5, 6]);
  expect(newest).not.toContain(1);
  expect(recent).not.toContain(1);
  expect(recent).toEqual(expect.arrayContaining([3, 4, 5, 6]));
});

test('a file that is not there has no lines', async () => {
  expect(await find([path.join(folder, 'gone.log')], ['tea'])).toEqual([]);
});

test('files of spans are listed by process, what was turned over first', () => {
  for (const name of ['stock-1.jsonl', 'sale-1.jsonl', 'sale-1.1.jsonl', 'notes.txt']) file(name, '');

  expect(listSpanFiles(folder).map((files) => files.map((one) => path.basename(one)))).toEqual([
    ['sale-1.1.jsonl', 'sale-1.jsonl'],
    ['stock-1.1.jsonl', 'stock-1.jsonl'],
  ]);
  expect(listSpanFiles(path.join(folder, 'none'))).toEqual([]);
});
