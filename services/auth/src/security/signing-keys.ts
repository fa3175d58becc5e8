import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import type { SigningKey } from '../domain/signing-key.ts';
import type { Sealer } from './sealer.ts';

const privateJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
});

/** A new Ed25519 key, named by the thumbprint of its public half (RFC 7638). */
export async function newSigningKey(
  sealer: Sealer,
  generation: number,
  signsFrom: Date,
): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = privateJwk.parse(await exportJWK(privateKey));
  const kid = await calculateJwkThumbprint(jwk);
  return { generation, kid, publicX: jwk.x, sealedPrivate: sealer.seal(JSON.stringify(jwk), kid), signsFrom };
}

/** The private half, to sign with. Throws when it was sealed with another secret. */
export async function openSigningKey(sealer: Sealer, { kid, sealedPrivate }: SigningKey): Promise<CryptoKey> {
  const jwk: JWK = privateJwk.parse(JSON.parse(sealer.open(sealedPrivate, kid)));
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error(`the signing key ${kid} is not an asymmetric key`);
  return key;
}

/** The public half, as verifiers fetch it. */
export function publicJwkOf({ kid, publicX }: SigningKey) {
  return { kty: 'OKP', crv: 'Ed25519', x: publicX, kid, alg: 'EdDSA', use: 'sig' } as const;
}
