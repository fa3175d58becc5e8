import { parseRefreshToken } from '../domain/refresh-token.ts';
import type { RefreshFamilies } from './ports.ts';

/** Ends the sign-in that a refresh token belongs to, also by an old one; a token that is none has nothing to end. */
export async function logOut(
  unit: { families: Pick<RefreshFamilies, 'revoke'> },
  token: string,
  now: Date,
): Promise<void> {
  const presented = parseRefreshToken(token);
  if (presented !== undefined) await unit.families.revoke(presented.familyId, now);
}
