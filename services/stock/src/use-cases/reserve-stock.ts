import { AppError, isCheckViolated, isRefusedWrite } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import type { ShortLine } from '../domain/stock-level.ts';
import { inLockOrder } from '../domain/stock-level.ts';
import type { Reservations, StockLevels } from './ports.ts';

export interface ReserveStockUnit {
  levels: Pick<StockLevels, 'short' | 'take' | 'takeUnseen'>;
  reservations: Pick<Reservations, 'add' | 'insert' | 'find'>;
}

/**
 * Holds goods under the caller's own id; the same id again is the same reservation. Nearly always all of it is granted,
 * so it is asked for in one round trip first. When that finds a shelf short, which line it is, is looked at without a lock:
 * in a rush most are refused, and should hold up nobody. Anything else is found out step by step.
 * Throws 409 `stock.insufficient` naming every short line, and 409 `reservation.closed` when the id was already let go.
 */
export async function reserveStock(
  inTransaction: <T>(work: (unit: ReserveStockUnit) => Promise<T>) => Promise<T>,
  wanted: Omit<Reservation, 'status'>,
): Promise<Reservation> {
  const reservation: Reservation = { ...wanted, status: 'held', lines: inLockOrder(wanted.lines) };
  try {
    await inTransaction(async (unit) => {
      await unit.reservations.insert(reservation);
      await unit.levels.takeUnseen(reservation.locationId, reservation.lines);
    });
    return reservation;
  } catch (error) {
    if (!isRefusedWrite(error)) throw error;
    if (isCheckViolated(error)) await refuseShort(inTransaction, reservation);
    return inTransaction((unit) => reserveStepByStep(unit, reservation));
  }
}

async function refuseShort(
  inTransaction: <T>(work: (unit: ReserveStockUnit) => Promise<T>) => Promise<T>,
  { id, locationId, lines }: Reservation,
): Promise<void> {
  const short = await inTransaction(async ({ levels, reservations }) => {
    // The same request, come twice at once, may have got the last piece meanwhile.
    const known = await reservations.find(id);
    return known === undefined ? levels.short(locationId, lines) : [];
  });
  if (short.length > 0) throw stockInsufficient(short);
}

async function reserveStepByStep(unit: ReserveStockUnit, reservation: Reservation): Promise<Reservation> {
  if (!(await unit.reservations.add(reservation))) return alreadyKnown(unit, reservation.id);

  const short = await unit.levels.take(reservation.locationId, reservation.lines);
  if (short.length > 0) throw stockInsufficient(short);
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
