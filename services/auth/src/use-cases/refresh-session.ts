import { digestOf, isLive, parseRefreshToken, refreshTokenOf } from '../domain/refresh-token.ts';
import type { User } from '../domain/user.ts';
import { canSignIn } from '../domain/user.ts';
import type { RefreshFamilies, Users } from './ports.ts';
import type { Fresh } from './start-session.ts';

export interface RefreshSessionUnit {
  users: Pick<Users, 'find'>;
  families: Pick<RefreshFamilies, 'findForUpdate' | 'rotate' | 'revoke'>;
}

export type Refreshed =
  | { outcome: 'ok'; user: User; refreshToken: string }
  | { outcome: 'invalid' }
  | { outcome: 'reused'; userId: string };

/**
 * Takes a refresh token for the next one. A token that was taken already ends the whole sign-in: of two who hold it,
 * one is a thief, and nobody can say which. An outcome rather than an error, because ending it must be committed.
 */
export async function refreshSession(
  { users, families }: RefreshSessionUnit,
  token: string,
  { secret, now, expiresAt }: Omit<Fresh, 'id'>,
): Promise<Refreshed> {
  const presented = parseRefreshToken(token);
  const family = presented && (await families.findForUpdate(presented.familyId));
  if (presented === undefined || family === undefined) return { outcome: 'invalid' };
  if (digestOf(presented.secret) !== family.digest) {
    await families.revoke(family.id, now);
    return { outcome: 'reused', userId: family.userId };
  }
  if (!isLive(family, now)) return { outcome: 'invalid' };

  const user = await users.find(family.userId);
  if (user === undefined || !canSignIn(user)) return { outcome: 'invalid' };
  await families.rotate({ id: family.id, digest: digestOf(secret), expiresAt }, now);
  return { outcome: 'ok', user, refreshToken: refreshTokenOf(family.id, secret) };
}
