import type { Database } from '@comptoir/service-kit';
import { write } from '../sql.ts';

export interface OutboxRow {
  position: number;
  type: string;
  /** The event as JSON, as it goes onto the stream. */
  envelope: string;
}

/** How far a replay has come through the positions of the outbox, and where it ends. */
export interface Replay {
  position: number;
  until: number;
}

export interface Backlog {
  pending: number;
  oldestAgeSeconds: number;
}

export interface OutboxRepository {
  /** By state, never by `position > last`: positions commit out of order (lesson 15). */
  pending(): Promise<OutboxRow[]>;
  /** Rows published before, in order: what a replay puts on the stream once more. */
  published(replay: Replay): Promise<OutboxRow[]>;
  backlog(): Promise<Backlog>;
  /** Forgets up to 1,000 rows that were published longer ago than the retention; answers how many. */
  purge(): Promise<number>;
}

const PURGE_ROWS = 1_000;

export function outboxRepository(
  database: Database,
  batchRows: number,
  retentionSeconds: number,
): OutboxRepository {
  // The index is named because the optimizer, seeing ORDER BY and LIMIT, would rather walk the published rows first.
  const pending = `SELECT position, type, envelope FROM outbox FORCE INDEX (outbox_published_at)
    WHERE published_at IS NULL ORDER BY position LIMIT ${batchRows}`;
  // Old rows the janitor has not met yet stay out: a consumer's inbox may have forgotten them already.
  const published = `SELECT position, type, envelope FROM outbox FORCE INDEX (PRIMARY)
    WHERE position > ? AND position <= ? AND published_at > NOW(3) - INTERVAL ? SECOND
    ORDER BY position LIMIT ${batchRows}`;
  const backlog = `SELECT
    (SELECT COUNT(*) FROM outbox WHERE published_at IS NULL) AS pending,
    (SELECT TIMESTAMPDIFF(MICROSECOND, created_at, NOW(3)) / 1e6 FROM outbox FORCE INDEX (outbox_published_at)
      WHERE published_at IS NULL ORDER BY position LIMIT 1) AS age`;

  return {
    pending: () => database.query<OutboxRow>(pending, []),
    published: ({ position, until }) =>
      database.query<OutboxRow>(published, [position, until, retentionSeconds]),
    backlog: async () => {
      const [row] = await database.query<{ pending: number; age: string | null }>(backlog, []);
      return { pending: row?.pending ?? 0, oldestAgeSeconds: Number(row?.age ?? 0) };
    },
    purge: () =>
      write(
        database,
        'DELETE FROM outbox WHERE published_at < NOW(3) - INTERVAL ? SECOND ORDER BY published_at LIMIT ?',
        [retentionSeconds, PURGE_ROWS],
      ),
  };
}
