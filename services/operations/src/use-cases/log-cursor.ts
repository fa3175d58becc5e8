import type { Position } from '@comptoir/log-files';
import { AppError } from '@comptoir/service-kit';
import { z } from 'zod';

const positions = z.record(z.string(), z.tuple([z.int(), z.string()]));

/** Up to where each log was read, in a form that a client hands back as it is. */
export function cursorOf(reached: readonly { source: string; position: Position }[]): string {
  const compact = reached.map(({ source, position: { offset, aside } }) => [source, [offset, aside]]);
  return Buffer.from(JSON.stringify(Object.fromEntries(compact))).toString('base64url');
}

/** Throws 400 `cursor.malformed` for what is none of ours. */
export function positionsIn(cursor: string | undefined): Map<string, Position> {
  if (cursor === undefined) return new Map();
  const parsed = positions.safeParse(jsonIn(cursor));
  if (!parsed.success)
    throw new AppError('malformed', 'cursor.malformed', 'This cursor was not given by an answer of ours.');
  return new Map(Object.entries(parsed.data).map(([source, [offset, aside]]) => [source, { offset, aside }]));
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
