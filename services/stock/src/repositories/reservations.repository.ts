import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, later, selectRows } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Reservation, ReservationStatus } from '../domain/reservation.ts';
import type { Reservations } from '../use-cases/ports.ts';

const lines = z.array(z.object({ productId: z.string(), sku: z.string(), quantity: z.int() }));

export const RESERVATION_COLUMNS =
  'id, location_id AS locationId, reference, holder, status, `lines`, expires_at AS expiresAt';

export interface ReservationRow {
  id: string;
  locationId: string;
  reference: string;
  holder: string;
  status: ReservationStatus;
  lines: string;
  expiresAt: Date;
}

export const reservationOf = (row: ReservationRow): Reservation => ({
  ...row,
  lines: lines.parse(JSON.parse(row.lines)),
});

const ROW = '(?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))';
const insertOf = (rows: number): string =>
  `INSERT INTO reservations (id, location_id, reference, holder, status, \`lines\`, expires_at, created_at, updated_at)
   VALUES ${Array.from({ length: rows }, () => ROW).join(', ')}`;
const valuesOf = ({ id, locationId, reference, holder, status, lines: held, expiresAt }: Reservation) => [
  id,
  locationId,
  reference,
  holder,
  status,
  JSON.stringify(held),
  expiresAt,
];

export function reservationsRepository(trx: Transaction): Reservations {
  const select = (where: string, ids: readonly string[]) =>
    selectRows<ReservationRow>(trx, `SELECT ${RESERVATION_COLUMNS} FROM reservations WHERE ${where}`, ids);

  return {
    add: async (reservation) => {
      try {
        await execute(trx, insertOf(1), valuesOf(reservation));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    insert: async (reservations) => {
      const rows = reservations.length;
      later(trx, insertOf(rows), reservations.flatMap(valuesOf), { varies: rows > 1 });
      return Promise.resolve();
    },
    find: async (id) => {
      const [row] = await select('id = ?', [id]);
      return row && reservationOf(row);
    },
    findManyForUpdate: async (ids) => {
      if (ids.length === 0) return [];
      const rows = await select(`id IN (${ids.map(() => '?').join(', ')}) ORDER BY id FOR UPDATE`, ids);
      return rows.map(reservationOf);
    },
    setStatus: async (ids, status) => {
      if (ids.length === 0) return;
      const marks = ids.map(() => '?').join(', ');
      later(trx, `UPDATE reservations SET status = ?, updated_at = NOW(3) WHERE id IN (${marks})`, [
        status,
        ...ids,
      ]);
      return Promise.resolve();
    },
  };
}
