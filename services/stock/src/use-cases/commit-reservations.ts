import type { Reservation } from '../domain/reservation.ts';
import { goodsMovement, goodsOf } from '../domain/reservation.ts';
import type { Ledger, Reservations, StockLevels } from './ports.ts';

export interface CommitReservationsUnit {
  levels: Pick<StockLevels, 'remove'>;
  reservations: Pick<Reservations, 'findManyForUpdate' | 'setStatus'>;
  ledger: Ledger;
}

export interface Sold {
  reservationId: string;
  soldBy: string;
}

/**
 * The goods of these reservations are sold: reserved -> gone, with their lines in the ledger. Many at once, because a
 * busy hour brings hundreds a second for the same few shelves.
 * Throws when one is unknown or was released: a sale without its goods is for a person to look at.
 */
export async function commitReservations(unit: CommitReservationsUnit, sold: readonly Sold[]): Promise<void> {
  const sellers = new Map(sold.map(({ reservationId, soldBy }) => [reservationId, soldBy]));
  const found = await unit.reservations.findManyForUpdate([...sellers.keys()].toSorted());
  assertNoneLost(sellers, found);

  const held = found.filter(({ status }) => status === 'held');
  await unit.levels.remove(goodsOf(held));
  await unit.ledger.append(
    held.flatMap((reservation) => goodsMovement(reservation, 'sale', sellers.get(reservation.id))),
  );
  await unit.reservations.setStatus(
    held.map(({ id }) => id),
    'committed',
  );
}

function assertNoneLost(sellers: Map<string, string>, found: readonly Reservation[]): void {
  const usable = new Set(found.filter(({ status }) => status !== 'released').map(({ id }) => id));
  const lost = [...sellers.keys()].filter((id) => !usable.has(id));
  if (lost.length > 0) throw new Error(`sold without a live reservation: ${lost.join(', ')}`);
}
