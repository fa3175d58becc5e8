import type { z } from 'zod';
import type { session } from '@comptoir/contracts/http/auth';
import { ACCESS_TOKEN_SECONDS } from '../domain/signing-key.ts';
import type { User } from '../domain/user.ts';
import { profileOf } from '../domain/user.ts';

/** What a person gets who has just signed in, or refreshed. */
export async function sessionAnswer(
  issue: (user: User) => Promise<string>,
  { user, refreshToken }: { user: User; refreshToken: string },
): Promise<z.infer<typeof session>> {
  return {
    accessToken: await issue(user),
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken,
    user: profileOf(user),
  };
}
