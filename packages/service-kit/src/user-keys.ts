import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet, errors } from 'jose';
import { AppError } from './errors.ts';
import type { HttpPool } from './http-pool.ts';
import { openHttpPool } from './http-pool.ts';

const PATIENCE_MS = 2_000;
/** So long no unknown key id makes us ask again: junk tokens must not become calls to auth. */
const COOLDOWN_MS = 2_000;
const TOKENS_OWN_FAULT = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * Public keys of user tokens, from auth through the internal gateway; kept for ever, asked again only for an unknown key id.
 * When they cannot be had it is 503, not 401: nobody needs to sign in again because auth is away.
 */
export function userKeysFrom(gatewayInternalUrl: string): JWTVerifyGetKey {
  const published = publishedKeys(openHttpPool(gatewayInternalUrl, { connections: 1 }));
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

/** jose's `createRemoteJWKSet` without the global fetch, whose `Headers` alone take 7 MB of each process. */
function publishedKeys(auth: HttpPool): JWTVerifyGetKey {
  let known: JWTVerifyGetKey | undefined;
  let askedAt = 0;
  let asking: Promise<JWTVerifyGetKey> | undefined;

  async function ask(): Promise<JWTVerifyGetKey> {
    const { status, text } = await auth.ask({ method: 'GET', path: '/auth/internal/jwks' }, PATIENCE_MS);
    if (status !== 200) throw new Error(`auth answered ${status}`);
    // Throws when it is no key set.
    known = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
    askedAt = performance.now();
    return known;
  }
  const askOnce = () =>
    (asking ??= ask().finally(() => {
      asking = undefined;
    }));

  return async (header, token) => {
    const keys = known ?? (await askOnce());
    try {
      return await keys(header, token);
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown || performance.now() - askedAt < COOLDOWN_MS) throw error;
      return (await askOnce())(header, token);
    }
  };
}
