import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lastWords, logSize } from './last-words.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-last-words-'));
  file = path.join(folder, 'cart-1.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const json = (level: string, msg: string) =>
  `${JSON.stringify({ level, time: '2026-11-21T05:45:50.123Z', msg })}\n`;

test('what was written before does not count, unless the log was rotated meanwhile', () => {
  writeFileSync(file, 'Error: old, and long enough to be cut\n');
  const from = logSize(file);
  appendFileSync(file, 'Error: new\n');
  const appended = lastWords(file, from);
  writeFileSync(file, 'Error: rotated\n');

  expect([appended, lastWords(file, from)]).toEqual(['Error: new', 'Error: rotated']);
});

test('a warning that heals itself is no complaint, an error with a level is one', () => {
  writeFileSync(file, `The configuration is not usable:\n${json('warn', 'Command refused: error')}`);
  const plain = lastWords(file, 0);
  appendFileSync(file, json('fatal', 'gone'));

  expect(plain).toBe('The configuration is not usable:');
  expect(lastWords(file, 0)).toMatch(/^The configuration is not usable: \| \{.*"gone"\}$/);
});

test('what is said again and again stands where it was said last', () => {
  writeFileSync(file, 'Error: a\nError: b\nError: c\nError: d\nError: a\n');

  expect(lastWords(file, 0)).toBe('Error: c | Error: d | Error: a');
});

test('who has no log has said nothing', () => {
  expect([logSize(file), lastWords(file, 0)]).toEqual([0, undefined]);
});
