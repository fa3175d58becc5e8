import type { Database } from '@comptoir/service-kit';
import { execute, isDuplicateKey } from '@comptoir/service-kit';
import type { SigningKey } from '../domain/signing-key.ts';
import type { RotationDeps } from '../use-cases/rotate-signing-key.ts';

const ALL =
  'SELECT generation, kid, public_x AS publicX, sealed_private AS sealedPrivate, signs_from AS signsFrom FROM signing_keys ORDER BY generation';
const INSERT =
  'INSERT INTO signing_keys (generation, kid, public_x, sealed_private, signs_from, created_at) VALUES (?, ?, ?, ?, ?, NOW(3))';

/** A handful of rows: the keys nobody needs any more are swept away. */
export function signingKeysRepository({
  query,
  inTransaction,
}: Database): Pick<RotationDeps, 'keys' | 'addKey'> {
  return {
    keys: () => query<SigningKey>(ALL, []),
    addKey: async ({ generation, kid, publicX, sealedPrivate, signsFrom }) => {
      try {
        await inTransaction((trx) =>
          execute(trx, INSERT, [generation, kid, publicX, sealedPrivate, signsFrom]),
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
