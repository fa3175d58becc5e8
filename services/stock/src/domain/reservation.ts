import type { Line } from './stock-level.ts';
import { inLockOrder } from './stock-level.ts';

/** Services that may hold goods, and that know what became of the sale or order they are held for. */
export const HOLDERS = ['sale', 'order'] as const;

/**
 * held -> committed (sold) -> returned (the sale was cancelled)
 * held -> released (refused, or nobody came back for it)
 */
export type ReservationStatus = 'held' | 'committed' | 'released' | 'returned';

export interface Reservation {
  id: string;
  locationId: string;
  /** The sale or order the goods are held for. */
  reference: string;
  /** The service that asked, and that knows what became of `reference`. */
  holder: string;
  status: ReservationStatus;
  lines: Line[];
  expiresAt: Date;
}

/** All their lines, by location, in the order in which every transaction locks them (lesson 13). */
export function linesByLocation(
  reservations: readonly Pick<Reservation, 'locationId' | 'lines'>[],
): [string, Line[]][] {
  const groups = Map.groupBy(reservations, ({ locationId }) => locationId);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([locationId, group]) => [locationId, inLockOrder(group.flatMap(({ lines }) => lines))]);
}

/** A goods movement: on hand changed by `delta` units. The ledger only grows. */
export interface LedgerEntry {
  locationId: string;
  productId: string;
  delta: number;
  reason: 'opening' | 'adjustment' | 'sale' | 'saleCancelled';
  note?: string;
  actor?: string;
  reference?: string;
}

export function goodsMovement(
  reservation: Pick<Reservation, 'locationId' | 'reference' | 'lines'>,
  reason: 'sale' | 'saleCancelled',
  actor: string | undefined,
): LedgerEntry[] {
  const sign = reason === 'sale' ? -1 : 1;
  return reservation.lines.map((line) => ({
    locationId: reservation.locationId,
    productId: line.productId,
    delta: sign * line.quantity,
    reason,
    reference: reservation.reference,
    ...(actor === undefined ? {} : { actor }),
  }));
}
