import { AppError } from '@comptoir/service-kit';
import { usernameKey } from './user.ts';

/** One text for what different keyboards send as different bytes, é above all (NIST SP 800-63B 3.1.1.2). */
export const normalizedPassword = (password: string): string => password.normalize('NFKC');

/** Throws 422 `password.is_username`; that it is long enough was seen when the request was parsed. */
export function assertAcceptable(password: string, username: string): void {
  if (usernameKey(normalizedPassword(password)) !== usernameKey(username)) return;
  const message = 'must not be the username';
  throw new AppError('invalid', 'password.is_username', 'A password must not be the username.', {
    details: [{ pointer: '/password', message }],
  });
}
