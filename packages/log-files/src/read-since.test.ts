import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endOf, readSince } from './read-since.ts';

let folder: string;
let log: { name: string; current: string; older: string[] };
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-log-files-'));
  log = { name: 'stock-1', current: path.join(folder, 'stock-1.log'), older: [] };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wrote = (text: string) => appendFileSync(log.current, text);

test('a log that is not there yet has no lines, and is read from its start once it is', async () => {
  const first = await readSince(log, undefined, 100);
  wrote('a\nb\n');

  const second = await readSince(log, first.position, 100);

  expect(first).toMatchObject({ lines: [], skipped: false });
  expect(second).toMatchObject({ lines: ['a', 'b'], skipped: false });
});

test('the tail begins with a whole line', async () => {
  wrote('first line\nsecond line\nthird line\n');

  expect(await readSince(log, undefined, 20)).toMatchObject({ lines: ['third line'], skipped: true });
});

test('more than is read at once is left out from its old end', async () => {
  wrote('a\n');
  const { position } = await readSince(log, undefined, 100);
  wrote('first line\nsecond line\n');

  const read = await readSince(log, position, 15);

  expect(read).toMatchObject({ lines: ['second line'], skipped: true });
  expect(await readSince(log, read.position, 15)).toMatchObject({ lines: [], skipped: false });
});

test('a line longer than is ever read does not hold up what comes after it', async () => {
  wrote('x'.repeat(50));
  const stuck = await readSince(log, { offset: 0, aside: '0' }, 20);
  wrote('\nnext\n');

  const { lines } = await readSince(log, stuck.position, 20);

  expect(stuck.lines).toEqual([]);
  expect(lines).toEqual(['', 'next']);
});

test('characters of several bytes are read whole', async () => {
  wrote('thé\n');
  const { position } = await readSince(log, undefined, 100);
  wrote('crème\n');

  expect((await readSince(log, position, 100)).lines).toEqual(['crème']);
});

test('a log that was emptied is read anew, and it is said that something is missing', async () => {
  wrote('a long line that goes away\n');
  const end = await endOf(log);
  writeFileSync(log.current, 'b\n');

  expect(await readSince(log, end, 100)).toMatchObject({ lines: ['b'], skipped: true });
});

test('from the end of a log there is what is written from then on', async () => {
  wrote('a\n');
  const end = await endOf(log);
  wrote('b\n');

  expect(await readSince(log, end, 100)).toMatchObject({ lines: ['b'], skipped: false });
});
