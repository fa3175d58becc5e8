import type { RegisterFigures } from '@comptoir/contracts/http/register-session';
import type { Database } from '@comptoir/service-kit';
import type { RegisterSession } from '../domain/register-session.ts';
import { figuresOf } from '../domain/register-session.ts';
import type { RegisterSessionRow } from './register-session-row.ts';
import { SESSION_COLUMNS, sessionOf } from './register-session-row.ts';
import { takingsSince } from './register-takings.ts';

export interface SessionListQuery {
  locationId?: string | undefined;
  open?: boolean | undefined;
  page: number;
  size: number;
}

/** Reads of register sessions that feed screens. */
export function registerSessionReads({ knex, query }: Database) {
  return {
    session: async (id: string): Promise<RegisterSession | undefined> => {
      const row = await knex<RegisterSessionRow>('register_sessions')
        .where({ id })
        .first(...SESSION_COLUMNS);
      return row && sessionOf(row);
    },

    /** Running ones while it is open, then those it was closed with. */
    figures: async (session: RegisterSession): Promise<RegisterFigures> => {
      if (session.closing !== null) return session.closing.figures;
      const { takings } = await takingsSince(query, session);
      return figuresOf(session, takings);
    },

    /** Newest first. */
    list: async ({ locationId, open, page, size }: SessionListQuery) => {
      const matching = knex<RegisterSessionRow>('register_sessions');
      if (locationId !== undefined) void matching.where('location_id', locationId);
      if (open === true) void matching.whereNotNull('open_register_id');
      if (open === false) void matching.whereNull('open_register_id');
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = await matching
        .select(...SESSION_COLUMNS)
        .orderBy([{ column: 'opened_at', order: 'desc' }, 'id'])
        .limit(size)
        .offset((page - 1) * size);
      return { items: (rows as RegisterSessionRow[]).map(sessionOf), page, size, total };
    },

    openRegisters: async (): Promise<number> => {
      const [row] = await query<{ count: number }>(
        'SELECT COUNT(*) AS count FROM register_sessions WHERE open_register_id IS NOT NULL',
        [],
      );
      return row?.count ?? 0;
    },
  };
}

export type RegisterSessionReads = ReturnType<typeof registerSessionReads>;
