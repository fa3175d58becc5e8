import { createHash } from 'node:crypto';

/** One sign-in and the refresh tokens that followed from it; only the newest of them is good. */
export interface RefreshFamily {
  id: string;
  userId: string;
  /** Of the newest token's secret: who reads the table has no token. */
  digest: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

const TOKEN = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([\w-]{43})$/;

/** `<family>.<secret>`: the family is in it so that an old token is known as one without keeping every old digest. */
export const refreshTokenOf = (familyId: string, secret: string): string => `${familyId}.${secret}`;

export function parseRefreshToken(text: string): { familyId: string; secret: string } | undefined {
  const [, familyId, secret] = TOKEN.exec(text) ?? [];
  return familyId === undefined || secret === undefined ? undefined : { familyId, secret };
}

/** A plain hash is enough: the secret is 32 random bytes, so there is nothing to guess. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const isLive = ({ revokedAt, expiresAt }: RefreshFamily, now: Date): boolean =>
  revokedAt === null && expiresAt > now;
