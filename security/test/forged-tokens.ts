import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The private key in a file such as test-kit writes. */
export function privateKeyIn(file: string): KeyObject {
  return createPrivateKey({ key: JSON.parse(readFileSync(file, 'utf8')), format: 'jwk' });
}

/** A key nobody trusts. */
export const strangersKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

export const epochSeconds = (): number => Math.floor(Date.now() / 1000);

/** A JWT put together by hand, because libraries refuse to make the ones a forger sends. */
export function tokenOf(
  header: object,
  claims: object,
  signature: (input: string) => Buffer = () => Buffer.alloc(0),
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${signature(input).toString('base64url')}`;
}

export const signedBy =
  (key: KeyObject) =>
  (input: string): Buffer =>
    sign(null, Buffer.from(input), key);
