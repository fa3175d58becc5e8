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
 * From now on forgets the rows of `tables` that have an old `created_at`: what a service keeps to know a request, or a cart,
 * that comes twice, long after the last client has stopped asking. In small transactions, so that nobody waits for them. A
 * till that was offline for longer is still known by the id of its sale.
 */
export function forgetOldRows(
  kit: BackgroundKit,
  database: Database,
  tables: readonly string[],
  { retentionDays = 14, intervalMs = 600_000 }: ForgetOptions = {},
): void {
  every(intervalMs, kit, `forget old rows of ${tables.join(' and ')}`, async ({ now }) => {
    const before = new Date(now.getTime() - retentionDays * DAY_MS);
    for (const table of tables) {
      let forgotten = BATCH_ROWS;
      while (forgotten === BATCH_ROWS) forgotten = await forgetSome(database, table, before);
    }
  });
}

function forgetSome(database: Database, table: string, before: Date): Promise<number> {
  return database.inTransaction((trx) =>
    execute(trx, `DELETE FROM ${table} WHERE created_at < ? ORDER BY created_at LIMIT ?`, [
      before,
      BATCH_ROWS,
    ]),
  );
}
