import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { handOut } from './hand-out.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'comptoir-handout-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (name: string) => statSync(path.join(root, name)).mode & 0o777;
const shares = [
  { folder: 'stock', account: 1000, files: { 'service.env': 'A=1\n' } },
  { folder: 'redis', account: 999, files: { password: 'secret' } },
];

test('each folder and file is for its own account and for nobody else', () => {
  const given = new Map<string, number>();

  handOut(root, shares, (target, account) => given.set(path.relative(root, target), account));

  expect([modeOf('stock'), modeOf('stock/service.env')]).toEqual([0o700, 0o600]);
  expect(readFileSync(path.join(root, 'redis/password'), 'utf8')).toBe('secret');
  expect(Object.fromEntries(given)).toEqual({
    stock: 1000,
    'stock/service.env.tmp': 1000,
    redis: 999,
    'redis/password.tmp': 999,
  });
  expect(readdirSync(path.join(root, 'stock'))).toEqual(['service.env']);
});

test('a second time, only what changed is written', () => {
  handOut(root, shares, () => undefined);
  const env = path.join(root, 'stock/service.env');
  writeFileSync(path.join(root, 'redis/password'), 'spoilt');
  chmodSync(env, 0o400);
  const before = statSync(env);

  handOut(root, shares, () => undefined);

  expect(statSync(env)).toMatchObject({ ino: before.ino, mode: before.mode });
  expect(readFileSync(path.join(root, 'redis/password'), 'utf8')).toBe('secret');
});
