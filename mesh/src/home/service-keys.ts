import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import { writeFileAtomically } from './write-file.ts';

export interface ServiceKeys {
  /** File of the private key of a service. */
  fileOf(service: string): string;
  /** File with the public keys of all of them. */
  publicFile: string;
}

const privateKeySchema = z.looseObject({
  kid: z.string(),
  kty: z.literal('OKP'),
  x: z.string(),
  d: z.string(),
});

/** Makes an Ed25519 key pair for each name that has none, and publishes the public halves in one key set. */
export async function makeServiceKeys(folder: string, names: readonly string[]): Promise<ServiceKeys> {
  const fileOf = (service: string) => privateKeyFile(folder, service);
  const publicFile = path.join(folder, 'services.jwks.json');
  const keys = await Promise.all(names.map((name) => publicKeyOf(name, fileOf(name))));
  writeFileAtomically(publicFile, `${JSON.stringify({ keys }, null, 2)}\n`);
  return { fileOf, publicFile };
}

export function privateKeyFile(folder: string, service: string): string {
  return path.join(folder, `${service}.jwk`);
}

async function publicKeyOf(name: string, file: string): Promise<JWK> {
  if (!existsSync(file)) await makeKey(name, file);
  const { kid, kty, x } = privateKeySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { kid, kty, crv: 'Ed25519', x, alg: 'EdDSA', use: 'sig' };
}

async function makeKey(name: string, file: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: name, alg: 'EdDSA', use: 'sig' };
  writeFileAtomically(file, `${JSON.stringify(jwk)}\n`);
}
