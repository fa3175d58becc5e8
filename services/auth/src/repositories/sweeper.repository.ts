import type { Bindable, Database } from '@comptoir/service-kit';
import { execute } from '@comptoir/service-kit';
import { forgottenBefore } from '../domain/login-throttle.ts';
import { publishedAt } from '../domain/signing-key.ts';
import type { SigningKey } from '../domain/signing-key.ts';

const ROWS = 1_000;
const KNOWN_FOR_MS = 180 * 86_400_000;

/** Takes away what has no effect any more, a bounded number of rows at a time. */
export function sweeper(database: Database, keys: () => Promise<SigningKey[]>) {
  const remove = (sql: string, params: readonly Bindable[]) =>
    database.inTransaction((trx) => execute(trx, `DELETE FROM ${sql} LIMIT ${ROWS}`, params));

  return async (now: Date): Promise<void> => {
    await remove('refresh_families WHERE expires_at < ?', [now]);
    await remove('login_failures WHERE last_failed_at < ?', [forgottenBefore(now)]);
    await remove('known_addresses WHERE seen_at < ?', [new Date(now.getTime() - KNOWN_FOR_MS)]);
    const [oldest] = publishedAt(await keys(), now);
    if (oldest !== undefined) await remove('signing_keys WHERE generation < ?', [oldest.generation]);
  };
}
