import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import { userKeysFrom } from '../src/user-keys.ts';

// Stands for auth behind the gateway: publishes these keys, or is away.
let published: JWK[] | undefined;
const auth = createServer((_, response) => {
  response.writeHead(published === undefined ? 503 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ keys: published ?? [] }));
});

beforeEach(() => {
  published = undefined;
  return new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  auth.closeAllConnections();
  auth.close();
});

const keys = () => userKeysFrom(`http://127.0.0.1:${(auth.address() as AddressInfo).port}`);
const signedWith = (kid: string) =>
  [
    { alg: 'EdDSA', kid },
    { payload: '', signature: '' },
  ] as const;

async function aKey(kid: string): Promise<JWK> {
  const { publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' };
}

test('while auth is away nobody is told to sign in again: it is 503, and passes', async () => {
  const find = keys();

  await expect(find(...signedWith('one'))).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'auth.unavailable',
  });
  published = [await aKey('one')];

  expect(await find(...signedWith('one'))).toMatchObject({ type: 'public' });
});

test('a key once known is found while auth is away', async () => {
  published = [await aKey('one')];
  const find = keys();
  await find(...signedWith('one'));

  published = undefined;

  expect(await find(...signedWith('one'))).toMatchObject({ type: 'public' });
});

test('a key that auth does not know is the fault of the token', async () => {
  published = [await aKey('one')];

  await expect(keys()(...signedWith('other'))).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});
