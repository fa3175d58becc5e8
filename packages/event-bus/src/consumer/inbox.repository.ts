import { placeholders, selectRows } from '@comptoir/service-kit';
import type { Database, Transaction } from '@comptoir/service-kit';
import { write } from '../sql.ts';

const PURGE_ROWS = 1_000;

/**
 * Claims events for `consumer` in the transaction of their effect; answers the ids that nobody had claimed before.
 * Waits for another replica that is claiming the same event just now, and sees what became of it.
 */
export async function claim(
  trx: Transaction,
  consumer: string,
  eventIds: readonly string[],
): Promise<Set<string>> {
  const rows = eventIds.flatMap((id) => [id, consumer]);
  const claimed = await selectRows<{ event_id: string }>(
    trx,
    `INSERT IGNORE INTO inbox (event_id, consumer) VALUES ${placeholders(eventIds.length, 2)} RETURNING event_id`,
    rows,
  );
  return new Set(claimed.map(({ event_id: id }) => id));
}

/** Forgets up to 1,000 claims older than the retention; answers how many. */
export function purgeInbox(database: Database, retentionSeconds: number): Promise<number> {
  return write(
    database,
    'DELETE FROM inbox WHERE claimed_at < NOW(3) - INTERVAL ? SECOND ORDER BY claimed_at LIMIT ?',
    [retentionSeconds, PURGE_ROWS],
  );
}
