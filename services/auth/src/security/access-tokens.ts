import { TOKEN_ISSUER, USER_AUDIENCE } from '@comptoir/service-kit';
import type { CryptoKey } from 'jose';
import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { v7 as uuidv7 } from 'uuid';
import type { SigningKey } from '../domain/signing-key.ts';
import { ACCESS_TOKEN_SECONDS, signerAt } from '../domain/signing-key.ts';
import type { User } from '../domain/user.ts';
import type { Sealer } from './sealer.ts';
import { openSigningKey } from './signing-keys.ts';

type Bearer = Pick<User, 'id' | 'role' | 'locationId'>;

export interface AccessTokens {
  /**
   * Gets the key ready, and answers how to make a token that says who a user is and what they may do, for a quarter of an
   * hour. Two steps, so that the database is asked before a refresh token is spent, and nothing can fail after it.
   */
  issuer(now: Date): Promise<(user: Bearer) => Promise<string>>;
}

/** Signs with the key the database names at that moment, so that every replica follows a rotation at once. */
export function accessTokens(sealer: Sealer, keys: (now: Date) => Promise<SigningKey[]>): AccessTokens {
  const opened = new LRUCache<string, CryptoKey>({ max: 4 });

  async function privateKey(signer: SigningKey): Promise<CryptoKey> {
    const key = opened.get(signer.kid) ?? (await openSigningKey(sealer, signer));
    opened.set(signer.kid, key);
    return key;
  }

  return {
    issuer: async (now) => {
      const signer = signerAt(await keys(now), now);
      if (signer === undefined) throw new Error('there is no signing key');
      const key = await privateKey(signer);
      return (user) => claimsOf(user, now).setProtectedHeader({ alg: 'EdDSA', kid: signer.kid }).sign(key);
    },
  };
}

function claimsOf({ id, role, locationId }: Bearer, now: Date): SignJWT {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ role, ...(locationId === null ? {} : { locationId }) })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(USER_AUDIENCE)
    .setSubject(id)
    .setJti(uuidv7())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS);
}
