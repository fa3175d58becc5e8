import type { Database } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import type { SagaRow } from './saga-row.ts';
import { SAGA_COLUMNS, sagaOf } from './saga-row.ts';
import type { SaleRow } from './sale-row.ts';
import { SALE_COLUMNS, saleOf } from './sale-row.ts';

const EVERY_STATE = `'started', 'stockReserved', 'paid', 'confirmed', 'compensating', 'cancelled'`;
/** A saga starts while the request lasts that its trace is of. */
const AROUND_SECONDS = 60;
/** Without a time to look around, this far back: each saga of that time is looked at. */
const RECENT_SECONDS = 86_400;

/** Reads that find one sale by whatever a person has of it. */
export function storyReads({ knex, query }: Database) {
  const saleIdOf = async (sql: string, params: readonly (string | Date)[]) =>
    (await query<{ saleId: string }>(sql, params))[0]?.saleId;

  return {
    saleIdByReceipt: (receiptNumber: string) =>
      saleIdOf('SELECT id AS saleId FROM sales WHERE receipt_number = ?', [receiptNumber]),

    /** By the sale's own id or that of one of its sagas. */
    saleIdById: (id: string) =>
      saleIdOf(
        'SELECT id AS saleId FROM sales WHERE id = ? UNION ALL SELECT sale_id FROM sagas WHERE id = ? LIMIT 1',
        [id, id],
      ),

    /** By the trace of a request that set a saga off; no index has traces, so the sagas of a time are looked through. */
    saleIdByTrace: (traceId: string, around: Date | undefined) => {
      const [reach, middle] = around === undefined ? [RECENT_SECONDS, new Date()] : [AROUND_SECONDS, around];
      return saleIdOf(
        `SELECT sale_id AS saleId FROM sagas WHERE state IN (${EVERY_STATE})
         AND started_at BETWEEN ? AND ? AND JSON_VALUE(origin, '$.traceparent') LIKE ? LIMIT 1`,
        [seconds(middle, -reach), seconds(middle, reach), `00-${traceId}-%`],
      );
    },

    sale: async (id: string): Promise<Sale | undefined> => {
      const row = await knex<SaleRow>('sales')
        .where({ id })
        .first(...SALE_COLUMNS);
      return row && saleOf(row);
    },

    /** Oldest first. */
    sagasOf: async (saleId: string): Promise<Saga[]> => {
      const rows = await query<SagaRow>(
        `SELECT ${SAGA_COLUMNS} FROM sagas WHERE sale_id = ? ORDER BY started_at, id`,
        [saleId],
      );
      return rows.map(sagaOf);
    },
  };
}

export type StoryReads = ReturnType<typeof storyReads>;

const seconds = (from: Date, by: number) => new Date(from.getTime() + by * 1000);
