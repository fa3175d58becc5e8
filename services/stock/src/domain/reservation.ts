import type { Goods, Line } from './stock-level.ts';
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

/** All they hold, each product of a location once, in the order in which every transaction locks it (lesson 13). */
export function goodsOf(reservations: readonly Pick<Reservation, 'locationId' | 'lines'>[]): Goods[] {
  const byLocation = Map.groupBy(reservations, ({ locationId }) => locationId);
  return [...byLocation]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([locationId, there]) =>
      inLockOrder(there.flatMap(({ lines }) => lines)).map((line) => ({ ...line, locationId })),
    );
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
