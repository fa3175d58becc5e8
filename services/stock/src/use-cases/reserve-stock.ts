import { AppError, isCheckViolated, isRefusedWrite } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import { linesByLocation } from '../domain/reservation.ts';
import type { ShortLine } from '../domain/stock-level.ts';
import { inLockOrder } from '../domain/stock-level.ts';
import type { Reservations, StockLevels } from './ports.ts';

export interface ReserveStockUnit {
  levels: Pick<StockLevels, 'short' | 'take' | 'takeUnseen'>;
  reservations: Pick<Reservations, 'add' | 'insert' | 'find'>;
}
type InTransaction = <T>(work: (unit: ReserveStockUnit) => Promise<T>) => Promise<T>;

/** What became of a reservation that was asked for: held until then, or refused. */
export type Outcome = Pick<Reservation, 'id'> & ({ expiresAt: Date } | { refusal: AppError });

/**
 * Holds goods under the caller's own ids, each reservation by itself; the same id again is the same reservation. Nearly
 * always all of it is granted, so all is asked for in one round trip first. When the database will not have that, each is
 * tried alone, and which line is short is looked at without a lock: in a rush most are refused, and should hold up nobody.
 * Refusals are 409 `stock.insufficient`, naming every short line, and 409 `reservation.closed` for an id that was let go.
 */
export async function reserveStock(
  inTransaction: InTransaction,
  wanted: readonly Omit<Reservation, 'status'>[],
): Promise<Outcome[]> {
  const reservations = wanted.map((each): Reservation => ({
    ...each,
    status: 'held',
    lines: inLockOrder(each.lines),
  }));
  try {
    await inTransaction(async (unit) => {
      await unit.reservations.insert(reservations);
      for (const [locationId, lines] of linesByLocation(reservations)) {
        await unit.levels.takeUnseen(locationId, lines);
      }
    });
    return reservations.map(heldAs);
  } catch (error) {
    if (!isRefusedWrite(error)) throw error;
    const mayBeShort = isCheckViolated(error);
    return Promise.all(reservations.map((each) => reserveAlone(inTransaction, each, mayBeShort)));
  }
}

const heldAs = ({ id, expiresAt }: Reservation): Outcome => ({ id, expiresAt });

async function reserveAlone(
  inTransaction: InTransaction,
  reservation: Reservation,
  mayBeShort: boolean,
): Promise<Outcome> {
  try {
    if (mayBeShort) await refuseShort(inTransaction, reservation);
    return heldAs(await inTransaction((unit) => reserveStepByStep(unit, reservation)));
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return { id: reservation.id, refusal: error };
    throw error;
  }
}

async function refuseShort(
  inTransaction: InTransaction,
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
