import type { Database } from '@comptoir/service-kit';
import type { Charge } from '../domain/charge.ts';
import type { ChargeRow } from './charge-row.ts';
import { CHARGE_COLUMNS, chargeOf } from './charge-row.ts';

/** Reads outside any transaction. */
export function chargesReads({ query }: Database) {
  return {
    find: async (id: string): Promise<Charge | undefined> => {
      const [row] = await query<ChargeRow>(`SELECT ${CHARGE_COLUMNS} FROM charges WHERE id = ?`, [id]);
      return row && chargeOf(row);
    },

    /** Charges that have waited for the provider's word since before `since`, the longest first. */
    unsettled: async (since: Date, limit: number): Promise<Charge[]> => {
      const rows = await query<ChargeRow>(
        `SELECT ${CHARGE_COLUMNS} FROM charges WHERE unsettled_since < ? ORDER BY unsettled_since LIMIT ${limit}`,
        [since],
      );
      return rows.map(chargeOf);
    },

    /** Everything that was asked for one sale or order, oldest first, each with when it changed last. */
    ofReference: async (reference: string): Promise<(Charge & { updatedAt: Date })[]> => {
      const rows = await query<ChargeRow & { updatedAt: Date }>(
        `SELECT ${CHARGE_COLUMNS}, updated_at AS updatedAt FROM charges WHERE reference = ? ORDER BY created_at, id LIMIT 100`,
        [reference],
      );
      return rows.map((row) => ({ ...chargeOf(row), updatedAt: row.updatedAt }));
    },

    pending: async (): Promise<number> => {
      const [row] = await query<{ pending: number }>(
        `SELECT COUNT(*) AS pending FROM charges WHERE status = 'pending'`,
        [],
      );
      return row?.pending ?? 0;
    },
  };
}

export type ChargesReads = ReturnType<typeof chargesReads>;
