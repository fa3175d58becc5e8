import { readFileSync } from 'node:fs';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { SignJWT, createLocalJWKSet, importJWK } from 'jose';

/** Who this process is to the other services: its own key to sign with, everyone's public keys to verify with. */
export interface ServiceIdentity {
  /** A token that only `audience` accepts; made anew shortly before it expires. */
  tokenFor(audience: string): Promise<string>;
  publicKeys: JWTVerifyGetKey;
}

const LIFETIME_SECONDS = 300;
const RENEW_BEFORE_SECONDS = 60;

export async function loadIdentity(
  service: string,
  keyFile: string,
  jwksFile: string,
): Promise<ServiceIdentity> {
  const key = await importJWK(
    JSON.parse(readFileSync(keyFile, 'utf8')) as JSONWebKeySet['keys'][number],
    'EdDSA',
  );
  const issued = new Map<string, { token: Promise<string>; renewAt: number }>();

  return {
    publicKeys: createLocalJWKSet(JSON.parse(readFileSync(jwksFile, 'utf8')) as JSONWebKeySet),
    tokenFor: (audience) => {
      const known = issued.get(audience);
      // Monotonic, so that a clock set back does not keep an old token for ever.
      if (known !== undefined && performance.now() < known.renewAt) return known.token;
      const token = new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA', kid: service })
        .setIssuer(service)
        .setSubject(service)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(key);
      issued.set(audience, {
        token,
        renewAt: performance.now() + (LIFETIME_SECONDS - RENEW_BEFORE_SECONDS) * 1000,
      });
      return token;
    },
  };
}
