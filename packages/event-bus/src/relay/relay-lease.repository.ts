import type { Database } from '@comptoir/service-kit';
import { z } from 'zod';
import type { StreamId } from '../redis/stream-id.ts';
import { write } from '../sql.ts';
import type { Replay } from './outbox.repository.ts';

/** What a leader must know to go on where the last one stopped. */
export interface RelayState {
  /** Newest id that relays have put on the stream and recorded; null before the first. */
  head: StreamId | null;
  replay: Replay | null;
}

export interface Progress extends RelayState {
  /** Outbox positions that are on the stream now. */
  published: readonly number[];
}

/** Writes answer false, and change nothing, when the lease (or the head they started from) is no longer the owner's. */
export interface RelayLeaseRepository {
  create(): Promise<void>;
  take(): Promise<boolean>;
  load(): Promise<RelayState>;
  record(before: StreamId | null, progress: Progress): Promise<boolean>;
  /** Sets the head, and has everything the outbox still holds published once more. */
  replayAll(before: StreamId | null, head: StreamId): Promise<boolean>;
  release(): Promise<void>;
}

export interface LeaseOptions {
  database: Database;
  source: string;
  /** Different for every process, even for two runs of one replica. */
  owner: string;
  leaseMs: number;
}

const stateRow = z.object({
  stream_head: z.string().nullable(),
  replay_position: z.number().nullable(),
  replay_until: z.number().nullable(),
});

const CREATE = 'INSERT IGNORE INTO relay_lease (source, expires_at) VALUES (?, NOW(3))';
const LOAD = 'SELECT stream_head, replay_position, replay_until FROM relay_lease WHERE source = ?';
const RELEASE = 'UPDATE relay_lease SET owner = NULL, expires_at = NOW(3) WHERE source = ? AND owner = ?';
// Only the database's clock decides when a lease ends: a process whose clock is wrong can neither steal nor keep one.
const EXPIRY = 'NOW(3) + INTERVAL ? MICROSECOND';
const TAKE = `UPDATE relay_lease SET owner = ?, expires_at = ${EXPIRY} WHERE source = ? AND (owner = ? OR expires_at <= NOW(3))`;
const OURS = 'relay_lease.source = ? AND relay_lease.owner = ? AND relay_lease.stream_head <=> ?';
// One statement, so that a leader deposed in between marks nothing. LEFT JOIN: the lease changes even with no row to mark
// (no position is 0). FORCE INDEX: a small outbox would be scanned, and the scan would wait for the locks of writers.
const RECORD = `UPDATE relay_lease LEFT JOIN outbox FORCE INDEX (PRIMARY) ON outbox.position IN (?)
  SET relay_lease.stream_head = ?, relay_lease.replay_position = ?, relay_lease.replay_until = ?,
    relay_lease.expires_at = ${EXPIRY}, outbox.published_at = NOW(3) WHERE ${OURS}`;
const REPLAY_ALL = `UPDATE relay_lease SET stream_head = ?, replay_position = 0, expires_at = ${EXPIRY},
  replay_until = (SELECT COALESCE(MAX(position), 0) FROM outbox) WHERE ${OURS}`;

export function relayLeaseRepository({
  database,
  source,
  owner,
  leaseMs,
}: LeaseOptions): RelayLeaseRepository {
  const micros = leaseMs * 1_000;
  const changed = async (...statement: [string, Parameters<typeof write>[2]]) =>
    (await write(database, ...statement)) > 0;

  return {
    create: async () => {
      await changed(CREATE, [source]);
    },
    take: () => changed(TAKE, [owner, micros, source, owner]),
    load: async () => {
      const [row] = await database.query<unknown>(LOAD, [source]);
      const { stream_head: head, replay_position: position, replay_until: until } = stateRow.parse(row);
      return { head, replay: position === null || until === null ? null : { position, until } };
    },
    record: (before, { head, replay, published }) =>
      changed(RECORD, [
        [0, ...published],
        head,
        replay?.position ?? null,
        replay?.until ?? null,
        micros,
        source,
        owner,
        before,
      ]),
    replayAll: (before, head) => changed(REPLAY_ALL, [head, micros, source, owner, before]),
    release: async () => {
      await changed(RELEASE, [source, owner]);
    },
  };
}
