import { randomBytes, timingSafeEqual } from 'node:crypto';
import { normalizedPassword } from '../domain/password.ts';
import type { Passwords } from '../use-cases/ports.ts';
import { COST, SALT_BYTES, TAG_BYTES, argon2id, fromPhc, toPhc } from './argon2id.ts';

/** Hashes passwords with Argon2id, never more at once than `run` allows. */
export function argon2Passwords(run: <T>(work: () => Promise<T>) => Promise<T>): Passwords {
  // What a password is compared with when there is no user: no password has this hash, and finding out costs the same.
  const nobody = toPhc({ ...COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) });

  return {
    hash: (password) =>
      run(async () => {
        const salt = randomBytes(SALT_BYTES);
        const tag = await argon2id(normalizedPassword(password), {
          ...COST,
          salt,
          tag: { length: TAG_BYTES },
        });
        return toPhc({ ...COST, salt, tag });
      }),
    matches: (password, hash) =>
      run(async () => {
        const kept = fromPhc(hash ?? nobody);
        return timingSafeEqual(await argon2id(normalizedPassword(password), kept), kept.tag);
      }),
  };
}
