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

export interface Settled {
  /** How many were settled. */
  settled: number;
  /** Those that no later try will settle by itself. */
  failures: { reservationId: string; error: unknown }[];
}

const BATCH = 100;

/**
 * Settles reservations past their time. The holder is asked first: its news may only be late, and goods that are sold
 * must never go back on the shelf. A holder that cannot answer is asked again later, and one reservation that cannot be
 * settled keeps no other one waiting.
 */
export async function settleExpired(deps: SettleExpiredDeps): Promise<Settled> {
  const result: Settled = { settled: 0, failures: [] };
  for (const reservation of await deps.expired(BATCH)) {
    try {
      if (await settle(deps, reservation)) result.settled += 1;
    } catch (error) {
      if (!isTransient(error)) result.failures.push({ reservationId: reservation.id, error });
    }
  }
  return result;
}

/** False when there was nothing to settle: not decided yet, or settled meanwhile by another replica. */
async function settle({ holders, inTransaction }: SettleExpiredDeps, expired: Reservation): Promise<boolean> {
  const outcome = await holders.outcomeOf(expired);
  if (outcome === 'pending') return false;

  return inTransaction(async (unit) => {
    const [current] = await unit.reservations.findManyForUpdate([expired.id]);
    if (current?.status !== 'held') return false;
    if (outcome === 'gone') await letGo(unit, current);
    else await commitReservations(unit, [{ reservationId: current.id, soldBy: current.holder }]);
    return true;
  });
}
