import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose';
import { openSecrets } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('the second start finds the secrets of the first', async () => {
  const first = await openSecrets(folder, ['stock']);

  const second = await openSecrets(folder, ['stock']);

  expect(second.passwords).toEqual(first.passwords);
});

test('a new service gets its secrets, and the others keep theirs', async () => {
  const before = await openSecrets(folder, ['stock']);

  const after = await openSecrets(folder, ['stock', 'order']);

  expect(after.passwords.services['stock']).toBe(before.passwords.services['stock']);
  expect(after.passwords.services['order']).toMatch(/^[\w-]{43}$/);
});

test('no password is used twice', async () => {
  const { passwords } = await openSecrets(folder, ['stock', 'sale']);

  const { services, ...others } = passwords;
  const all = [...Object.values(services), ...Object.values(others)];
  expect(new Set(all).size).toBe(all.length);
});

test('nobody else can read a file in it', async () => {
  await openSecrets(folder, ['stock']);

  const modes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).mode & 0o777);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('what a service signs, the published keys verify; the private half is not among them', async () => {
  const { keys } = await openSecrets(folder, ['stock']);
  const published = readJson(keys.publicFile);
  const key = await importJWK(readJson(keys.fileOf('mesh')), 'EdDSA');

  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: 'mesh' })
    .setSubject('mesh')
    .sign(key);

  const { payload } = await jwtVerify(token, createLocalJWKSet(published));
  expect(payload.sub).toBe('mesh');
  expect(JSON.stringify(published)).not.toContain('"d"');
});
