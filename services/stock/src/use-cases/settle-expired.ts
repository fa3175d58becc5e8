import { isTransient } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import type { CommitReservationsUnit } from './commit-reservations.ts';
import { commitReservations } from './commit-reservations.ts';
import type { ReleaseReservationUnit } from './release-reservation.ts';
import { letGo } from './release-reservation.ts';

/** What became of the sale or order that goods are held for, in the words of the service that owns it. */
export type Outcome = 'completed' | 'pending' | 'gone';

export interface Holders {
  outcomeOf(reservation: Reservation): Promise<Outcome>;
}

export interface SettleExpiredDeps {
  holders: Holders;
  expired(limit: number): Promise<Reservation[]>;
  inTransaction<T>(work: (unit: CommitReservationsUnit & ReleaseReservationUnit) => Promise<T>): Promise<T>;
}

const BATCH = 100;

/**
 * Settles reservations past their time. The holder is asked first: its news may only be late, and goods that are sold
 * must never go back on the shelf. A holder that cannot answer is asked again later. Answers how many were settled.
 */
export async function settleExpired({ holders, expired, inTransaction }: SettleExpiredDeps): Promise<number> {
  let settled = 0;
  for (const reservation of await expired(BATCH)) {
    const outcome = await askedGently(holders, reservation);
    if (outcome === 'pending') continue;
    await inTransaction(async (unit) => {
      const [current] = await unit.reservations.findManyForUpdate([reservation.id]);
      if (current?.status !== 'held') return;
      if (outcome === 'completed')
        await commitReservations(unit, [{ reservationId: current.id, soldBy: current.holder }]);
      else await letGo(unit, current);
      settled += 1;
    });
  }
  return settled;
}

async function askedGently(holders: Holders, reservation: Reservation): Promise<Outcome> {
  try {
    return await holders.outcomeOf(reservation);
  } catch (error) {
    if (isTransient(error)) return 'pending';
    throw error;
  }
}
