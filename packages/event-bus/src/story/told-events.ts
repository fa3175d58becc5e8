import { eventEnvelope } from '@comptoir/contracts/event';
import type { Database } from '@comptoir/service-kit';

/** An event as the outbox still has it. */
export interface ToldEvent {
  id: string;
  type: string;
  subject: string;
  traceId: string;
  writtenAt: Date;
  /** Null while it waits for the relay. */
  publishedAt: Date | null;
}

interface Row {
  position: number;
  envelope: string;
  writtenAt: Date;
  publishedAt: Date | null;
}

/** How far a row may have been written from the moment its change names: another clock, a slow transaction. */
const BEFORE_MS = 5_000;
const AFTER_MS = 15_000;

/**
 * The events about these subjects that were written around these moments, in order. The outbox has no index for such a
 * question, and shall not pay for one with each sale: positions grow with time, so the rows of a moment are found by
 * halving, and only those are looked through.
 */
export async function eventsAbout(
  database: Database,
  subjects: readonly string[],
  moments: readonly Date[],
): Promise<ToldEvent[]> {
  if (subjects.length === 0) return [];
  const found = new Map<number, Row>();
  for (const moment of moments) {
    const from = await positionAt(database, new Date(moment.getTime() - BEFORE_MS));
    const to = await positionAt(database, new Date(moment.getTime() + AFTER_MS));
    for (const row of await between(database, subjects, from, to)) found.set(row.position, row);
  }
  return [...found.values()].toSorted((one, other) => one.position - other.position).map(toldEvent);
}

function between(database: Database, subjects: readonly string[], from: number, to: number): Promise<Row[]> {
  const marks = subjects.map(() => '?').join(', ');
  return database.query<Row>(
    `SELECT position, envelope, created_at AS writtenAt, published_at AS publishedAt FROM outbox
     WHERE position >= ? AND position < ? AND JSON_VALUE(envelope, '$.subject') IN (${marks})`,
    [from, to, ...subjects],
  );
}

/** The first position that was written at this time or later; one past the last when there is none. */
async function positionAt(database: Database, time: Date): Promise<number> {
  const [ends] = await database.query<{ first: number | null; last: number | null }>(
    'SELECT MIN(position) AS first, MAX(position) AS last FROM outbox',
    [],
  );
  let low = ends?.first ?? 0;
  let high = (ends?.last ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await database.query<{ position: number; writtenAt: Date }>(
      'SELECT position, created_at AS writtenAt FROM outbox WHERE position >= ? ORDER BY position LIMIT 1',
      [middle],
    );
    if (row === undefined || row.writtenAt >= time) high = middle;
    else low = row.position + 1;
  }
  return low;
}

function toldEvent({ envelope, writtenAt, publishedAt }: Row): ToldEvent {
  const { id, type, subject, traceparent } = eventEnvelope.parse(JSON.parse(envelope));
  return { id, type, subject, traceId: traceparent.slice(3, 35), writtenAt, publishedAt };
}
