import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

test('every test that the threat model trusts in is there', () => {
  const named = [...text.matchAll(/`([\w./-]+\/[\w.*-]+\.ts)`/g)].map(([, file = '']) => file);

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(join(root, file.replace(/\/\*.*$/, ''))))).toEqual([]);
});

test('every command that it names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...text.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name);

  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
