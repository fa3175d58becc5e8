import type { Database } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import type { ReservationRow } from './reservations.repository.ts';
import { RESERVATION_COLUMNS, reservationOf } from './reservations.repository.ts';

/** Reads over all reservations, for the job that settles them and for the metric that counts them. */
export function reservationReads({ query }: Database) {
  return {
    /** Held beyond their time by the database's clock, the oldest first. */
    expired: async (limit: number): Promise<Reservation[]> => {
      const rows = await query<ReservationRow>(
        `SELECT ${RESERVATION_COLUMNS} FROM reservations WHERE status = 'held' AND expires_at < NOW(3) ORDER BY expires_at LIMIT ${limit}`,
        [],
      );
      return rows.map(reservationOf);
    },

    active: async (): Promise<number> => {
      const [row] = await query<{ active: number }>(
        `SELECT COUNT(*) AS active FROM reservations WHERE status = 'held'`,
        [],
      );
      return row?.active ?? 0;
    },
  };
}
