import type { Reservation } from '../domain/reservation.ts';
import { goodsOf } from '../domain/reservation.ts';
import { AppError } from '@comptoir/service-kit';
import type { Reservations, StockEvents, StockLevels } from './ports.ts';

export interface ReleaseReservationUnit {
  levels: Pick<StockLevels, 'giveBack'>;
  reservations: Pick<Reservations, 'add' | 'findManyForUpdate' | 'setStatus'>;
  events: Pick<StockEvents, 'released'>;
}

/**
 * Lets the held goods go. An id never heard of is remembered as released, so that a reserve that is still
 * on its way finds it closed. Throws 409 `reservation.committed` when the goods are sold.
 */
export async function releaseReservation(
  unit: ReleaseReservationUnit,
  reservation: Omit<Reservation, 'status' | 'lines'>,
): Promise<void> {
  if (await unit.reservations.add({ ...reservation, status: 'released', lines: [] })) return;
  const [known] = await unit.reservations.findManyForUpdate([reservation.id]);
  if (known === undefined || known.status === 'released') return;
  if (known.status !== 'held')
    throw new AppError('conflict', 'reservation.committed', 'The goods of this reservation are sold.');
  await letGo(unit, known);
}

/** reserved -> available, for a reservation the caller has locked and found held. */
export async function letGo(
  unit: Omit<ReleaseReservationUnit, 'reservations'> & { reservations: Pick<Reservations, 'setStatus'> },
  held: Reservation,
) {
  await unit.levels.giveBack(goodsOf([held]));
  await unit.reservations.setStatus([held.id], 'released');
  await unit.events.released(held);
}
