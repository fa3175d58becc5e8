import { readFileSync } from 'node:fs';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { SignJWT, createLocalJWKSet, createRemoteJWKSet, errors, importJWK } from 'jose';
import { AppError } from './errors.ts';

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

const TOKENS_OWN_FAULT = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * Public keys of user tokens, from auth through the internal gateway; kept for ever, asked again only for an unknown key id.
 * When they cannot be had it is 503, not 401: nobody needs to sign in again because auth is away.
 */
export function userKeysFrom(gatewayInternalUrl: string): JWTVerifyGetKey {
  const published = createRemoteJWKSet(new URL(`${gatewayInternalUrl}/auth/internal/jwks`), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: 2_000,
    timeoutDuration: 2_000,
  });
  return async (header, token) => {
    try {
      return await published(header, token);
    } catch (cause) {
      if (TOKENS_OWN_FAULT.some((fault) => cause instanceof fault)) throw cause;
      throw new AppError('unavailable', 'auth.unavailable', 'Who you are cannot be checked right now.', {
        cause,
      });
    }
  };
}
