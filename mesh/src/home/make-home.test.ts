import { existsSync, mkdtempSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { locationsOf } from './locations.ts';
import { emptyHome, makeHome } from './make-home.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string) => statSync(file).mode & 0o777;

test('everything it makes is closed to others', () => {
  const locations = locationsOf({ root: '/', home: path.join(folder, 'a', 'home') });

  makeHome(locations);

  const made = [
    locations.home,
    locations.secrets,
    locations.data,
    locations.logs,
    locations.run,
    locations.nginx,
  ];
  expect(made.map(modeOf)).toEqual(made.map(() => 0o700));
});

test('a folder that holds other things is refused, and stays as open as it was', () => {
  const home = path.join(folder, 'documents');
  mkdirSync(home, { mode: 0o755 });
  writeFileSync(path.join(home, 'letter.txt'), 'Dear');

  expect(() => makeHome(locationsOf({ root: '/', home }))).toThrow(
    `${home} exists and is not a folder of Comptoir`,
  );
  expect(modeOf(home)).toBe(0o755);
});

test.each(['/proc/nowhere/home', '/dev/null'])('%s cannot be a home: one sentence says so', (home) => {
  expect(() => makeHome(locationsOf({ root: '/', home }))).toThrow(/COMPTOIR_HOME/);
});

test('emptying takes the data and keeps the secrets', () => {
  const locations = locationsOf({ root: '/', home: path.join(folder, 'home') });
  makeHome(locations);
  writeFileSync(path.join(locations.data, 'sales'), '');
  writeFileSync(path.join(locations.secrets, 'passwords.json'), '');

  emptyHome(locations);

  expect(existsSync(path.join(locations.data, 'sales'))).toBe(false);
  expect(existsSync(path.join(locations.secrets, 'passwords.json'))).toBe(true);
});

test('sockets of a home with a long name lie where the kernel accepts their path', () => {
  const { controlSocket } = locationsOf({ root: '/', home: path.join(folder, 'x'.repeat(120)) });

  expect(Buffer.byteLength(controlSocket)).toBeLessThan(108);
});
