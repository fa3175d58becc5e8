import { digestOf, refreshTokenOf } from '../domain/refresh-token.ts';
import type { RefreshFamilies } from './ports.ts';

/** What chance and the clock give to one sign-in or one refresh. */
export interface Fresh {
  id: string;
  /** 32 random bytes in base64url. */
  secret: string;
  now: Date;
  expiresAt: Date;
}

/** Begins a family of refresh tokens; answers its first. */
export async function startSession(
  unit: { families: Pick<RefreshFamilies, 'add'> },
  userId: string,
  { id, secret, now, expiresAt }: Fresh,
): Promise<string> {
  await unit.families.add({ id, userId, digest: digestOf(secret), expiresAt, revokedAt: null }, now);
  return refreshTokenOf(id, secret);
}
