import { readFile } from 'node:fs/promises';
import { importJWK, SignJWT } from 'jose';
import { z } from 'zod';

const LIFETIME_SECONDS = 60;
/** A token is sent again for half its life: the callee remembers it and need not verify a new signature each time. */
const REUSED_FOR_SECONDS = 30;

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});
export type ServiceKey = z.infer<typeof privateKey>;

/** A service token for the given audience. */
export type ServiceTokens = (audience: string) => Promise<string>;

export async function readServiceKey(file: string): Promise<ServiceKey> {
  return privateKey.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Tokens by which the key's owner (its `kid`) speaks for itself to other services. */
export function createServiceTokens(key: ServiceKey, now: () => Date): ServiceTokens {
  const issued = new Map<string, { token: string; reuseUntil: number }>();
  const signingKey = importJWK(key, 'EdDSA');

  return async (audience) => {
    const seconds = Math.floor(now().getTime() / 1000);
    const known = issued.get(audience);
    if (known !== undefined && seconds < known.reuseUntil) return known.token;

    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
      .setIssuer(key.kid)
      .setSubject(key.kid)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + LIFETIME_SECONDS)
      .sign(await signingKey);
    issued.set(audience, { token, reuseUntil: seconds + REUSED_FOR_SECONDS });
    return token;
  };
}
