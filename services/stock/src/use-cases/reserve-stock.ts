import { AppError } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import type { ShortLine } from '../domain/stock-level.ts';
import { inLockOrder } from '../domain/stock-level.ts';
import type { Reservations, StockEvents, StockLevels } from './ports.ts';

export interface ReserveStockUnit {
  levels: Pick<StockLevels, 'take'>;
  reservations: Pick<Reservations, 'add' | 'find'>;
  events: Pick<StockEvents, 'reserved'>;
}

/**
 * Holds goods under the caller's own id; the same id again is the same reservation.
 * Throws 409 `stock.insufficient` naming every short line, and 409 `reservation.closed` when the id was already let go.
 */
export async function reserveStock(
  unit: ReserveStockUnit,
  wanted: Omit<Reservation, 'status'>,
): Promise<Reservation> {
  const reservation: Reservation = { ...wanted, status: 'held', lines: inLockOrder(wanted.lines) };
  if (!(await unit.reservations.add(reservation))) return alreadyKnown(unit, reservation.id);

  const short = await unit.levels.take(reservation.locationId, reservation.lines);
  if (short.length > 0) throw stockInsufficient(short);

  await unit.events.reserved(reservation);
  return reservation;
}

async function alreadyKnown(unit: ReserveStockUnit, id: string): Promise<Reservation> {
  const known = await unit.reservations.find(id);
  if (known?.status === 'held') return known;
  throw new AppError('conflict', 'reservation.closed', 'This reservation was let go already.');
}

export function stockInsufficient(short: readonly ShortLine[]): AppError {
  const names = short.map((line) => `${line.sku} (${line.available} left)`).join(', ');
  return new AppError('conflict', 'stock.insufficient', `Not enough in stock: ${names}.`, { details: short });
}
