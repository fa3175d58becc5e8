import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CryptoKey, JWK } from 'jose';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

/** Who has a key to speak with a service token in a test. */
export const SERVICES = [
  'auth',
  'location',
  'product',
  'stock',
  'cart',
  'sale',
  'payment',
  'order',
  'operations',
  'mesh',
] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface TestActor {
  sub: string;
  role: 'clerk' | 'manager' | 'headOffice' | 'logistics' | 'supplier' | 'customer' | 'operator';
  locationId?: string;
}

/** Keys of a test's own: one for each service that speaks, one for the tokens of people. */
export interface TestKeys {
  jwksFile: string;
  keyFileOf(service: string): string;
  /** What auth would publish. */
  userJwks: { keys: JWK[] };
  userToken(actor: TestActor, claims?: Record<string, unknown>): Promise<string>;
  serviceToken(from: string, audience: string): Promise<string>;
  remove(): Promise<void>;
}

const USER_KEY = 'user-key-1';

export async function createTestKeys(): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'comptoir-keys-'));
  const keyFileOf = (service: string) => join(folder, `${service}.jwk`);
  const jwksFile = join(folder, 'services.jwks.json');
  const privateKeys = new Map<string, CryptoKey>();
  const publicKeys: JWK[] = [];
  for (const kid of [...SERVICES, USER_KEY]) {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    privateKeys.set(kid, privateKey);
    publicKeys.push({ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' });
    await writeFile(keyFileOf(kid), JSON.stringify({ ...(await exportJWK(privateKey)), kid }), {
      mode: 0o600,
    });
  }
  await writeFile(jwksFile, JSON.stringify({ keys: publicKeys.filter(({ kid }) => kid !== USER_KEY) }));

  const sign = (kid: string, token: SignJWT) => {
    const key = privateKeys.get(kid);
    if (key === undefined) throw new Error(`no test key for ${kid}`);
    return token.setProtectedHeader({ alg: 'EdDSA', kid }).setIssuedAt().setExpirationTime('5m').sign(key);
  };
  return {
    jwksFile,
    keyFileOf,
    userJwks: { keys: publicKeys.filter(({ kid }) => kid === USER_KEY) },
    userToken: ({ sub, role, locationId }, claims = {}) =>
      sign(
        USER_KEY,
        new SignJWT({ role, ...(locationId === undefined ? {} : { locationId }), ...claims })
          .setIssuer('comptoir')
          .setAudience('comptoir-api')
          .setSubject(sub),
      ),
    serviceToken: (from, audience) =>
      sign(from, new SignJWT().setIssuer(from).setSubject(from).setAudience(audience)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
