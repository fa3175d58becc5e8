import type { Database } from '@comptoir/service-kit';
import type { Saga, SagaState } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import type { SagaRow } from './saga-row.ts';
import { SAGA_COLUMNS, sagaOf } from './saga-row.ts';
import type { SaleRow } from './sale-row.ts';
import { SALE_COLUMNS, saleOf } from './sale-row.ts';

export interface SaleListQuery {
  locationId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  page: number;
  size: number;
}

export interface SagaListQuery {
  locationId?: string | undefined;
  state?: SagaState | undefined;
  page: number;
  size: number;
}

/** Reads that feed screens. */
export function saleReads({ knex, query }: Database) {
  return {
    sale: async (id: string): Promise<Sale | undefined> => {
      const row = await knex<SaleRow>('sales')
        .where({ id })
        .first(...SALE_COLUMNS);
      return row && saleOf(row);
    },

    /** Newest first. */
    list: async ({ locationId, from, to, page, size }: SaleListQuery) => {
      const matching = knex<SaleRow>('sales');
      if (locationId !== undefined) void matching.where('location_id', locationId);
      if (from !== undefined) void matching.where('created_at', '>=', new Date(from));
      if (to !== undefined) void matching.where('created_at', '<', new Date(to));
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = await matching
        .select(...SALE_COLUMNS)
        .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
        .limit(size)
        .offset((page - 1) * size);
      return { items: (rows as SaleRow[]).map(saleOf), page, size, total };
    },

    saga: async (id: string): Promise<Saga | undefined> => {
      const [row] = await query<SagaRow>(`SELECT ${SAGA_COLUMNS} FROM sagas WHERE id = ?`, [id]);
      return row && sagaOf(row);
    },

    /** Newest first. */
    sagas: async ({ locationId, state, page, size }: SagaListQuery) => {
      const matching = knex('sagas');
      if (locationId !== undefined) void matching.where('location_id', locationId);
      if (state !== undefined) void matching.where({ state });
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = (await matching
        .select(knex.raw(SAGA_COLUMNS))
        .orderBy([{ column: 'started_at', order: 'desc' }, 'id'])
        .limit(size)
        .offset((page - 1) * size)) as SagaRow[];
      return { items: rows.map(sagaOf), page, size, total };
    },

    /** Sagas that have not ended, by state. */
    sagasInFlight: () =>
      query<{ state: SagaState; count: number; oldestSeconds: number }>(
        `SELECT state, COUNT(*) AS count, TIMESTAMPDIFF(SECOND, MIN(started_at), NOW(3)) AS oldestSeconds
         FROM sagas WHERE ended_at IS NULL GROUP BY state`,
        [],
      ),
  };
}

export type SaleReads = ReturnType<typeof saleReads>;
