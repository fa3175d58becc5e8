import type { Database } from '@comptoir/service-kit';
import type { LedgerEntry, Reservation } from '../domain/reservation.ts';
import type { ReservationRow } from './reservations.repository.ts';
import { RESERVATION_COLUMNS, reservationOf } from './reservations.repository.ts';

export interface DatedReservation extends Reservation {
  createdAt: Date;
  updatedAt: Date;
}

export interface Movement {
  id: string;
  sku: string;
  delta: number;
  reason: LedgerEntry['reason'];
  at: Date;
}

/** Reads that tell what became of the goods of one sale. */
export function storyReads({ query }: Database) {
  return {
    reservations: async (ids: readonly string[]): Promise<DatedReservation[]> => {
      const rows = await query<ReservationRow & Pick<DatedReservation, 'createdAt' | 'updatedAt'>>(
        `SELECT ${RESERVATION_COLUMNS}, created_at AS createdAt, updated_at AS updatedAt FROM reservations
         WHERE id IN (${marks(ids)}) ORDER BY created_at, id`,
        ids,
      );
      return rows.map((row) => ({
        ...reservationOf(row),
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      }));
    },

    /**
     * The ledger has no index by sale: of each product it is read from the reservation on, by ids that grow with time.
     */
    movements: async ({ locationId, reference, lines, createdAt }: DatedReservation): Promise<Movement[]> => {
      if (lines.length === 0) return [];
      const skus = new Map(lines.map(({ productId, sku }) => [productId, sku]));
      const rows = await query<Omit<Movement, 'sku'> & { productId: string }>(
        `SELECT id, product_id AS productId, delta, reason, created_at AS at FROM stock_ledger
         WHERE location_id = ? AND product_id IN (${marks([...skus.keys()])}) AND id >= ? AND reference = ?
         ORDER BY id`,
        [locationId, ...skus.keys(), firstIdAt(createdAt), reference],
      );
      return rows.map(({ productId, ...row }) => ({ ...row, sku: skus.get(productId) ?? '' }));
    },
  };
}

export type StoryReads = ReturnType<typeof storyReads>;

/** How much the clock of the process that wrote the ledger may be behind the database's. */
const CLOCKS_DIFFER_MS = 60_000;

/** The lowest UUIDv7 of this time. */
function firstIdAt(time: Date): string {
  const hex = (time.getTime() - CLOCKS_DIFFER_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

const marks = (ids: readonly string[]) => ids.map(() => '?').join(', ');
