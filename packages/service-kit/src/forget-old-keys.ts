import type { Database } from './database.ts';
import type { BackgroundKit } from './every.ts';
import { every } from './every.ts';
import { execute } from './transaction.ts';

export interface ForgetOptions {
  retentionDays?: number;
  intervalMs?: number;
}

const DAY_MS = 86_400_000;
const BATCH_ROWS = 1_000;

/**
 * From now on forgets the answers that a service keeps for requests sent twice, long after the last client has stopped
 * asking; in small transactions, so that nobody waits for them. A till that was offline for longer is still known by
 * the id of its sale.
 */
export function forgetOldKeys(
  kit: BackgroundKit,
  database: Database,
  { retentionDays = 14, intervalMs = 600_000 }: ForgetOptions = {},
): void {
  every(intervalMs, kit, 'forget old idempotency keys', async ({ now }) => {
    const before = new Date(now.getTime() - retentionDays * DAY_MS);
    let forgotten = BATCH_ROWS;
    while (forgotten === BATCH_ROWS) forgotten = await forgetSome(database, before);
  });
}

function forgetSome(database: Database, before: Date): Promise<number> {
  return database.inTransaction((trx) =>
    execute(trx, 'DELETE FROM idempotency_keys WHERE created_at < ? ORDER BY created_at LIMIT ?', [
      before,
      BATCH_ROWS,
    ]),
  );
}
