import { AppError, isCheckViolated, isRefusedWrite, toAppError } from '@comptoir/service-kit';
import type { Reservation } from '../domain/reservation.ts';
import { goodsOf } from '../domain/reservation.ts';
import type { ShortLine } from '../domain/stock-level.ts';
import { inLockOrder } from '../domain/stock-level.ts';
import type { Reservations, StockLevels } from './ports.ts';

export interface ReserveStockUnit {
  levels: Pick<StockLevels, 'short' | 'shortForUpdate' | 'take'>;
  reservations: Pick<Reservations, 'add' | 'insert' | 'find'>;
}
type InTransaction = <T>(work: (unit: ReserveStockUnit) => Promise<T>) => Promise<T>;

/** What became of a reservation that was asked for: held until then, or not. */
export type HoldOutcome = Pick<Reservation, 'id'> & ({ expiresAt: Date } | { refusal: AppError });

/**
 * Holds goods under the caller's own ids, each reservation by itself; the same id again is the same reservation. Outcomes
 * come in any order. Refusals are 409 `stock.insufficient`, naming every short line, and 409 `reservation.closed` for an id
 * that was let go.
 */
export async function reserveStock(
  inTransaction: InTransaction,
  wanted: readonly Omit<Reservation, 'status'>[],
): Promise<HoldOutcome[]> {
  const reservations = wanted.map((each): Reservation => ({
    ...each,
    status: 'held',
    lines: inLockOrder(each.lines),
  }));
  return hold(inTransaction, reservations);
}

/**
 * Nearly always all of it is granted, so all is asked for in one round trip. When a shelf is short, whose it is, is looked
 * at without a lock, because in a rush most are refused and should hold up nobody, and the rest is asked for again.
 * Anything else is found out one by one.
 */
async function hold(
  inTransaction: InTransaction,
  reservations: readonly Reservation[],
): Promise<HoldOutcome[]> {
  if (reservations.length === 0) return [];
  try {
    await inTransaction(async (unit) => {
      await unit.reservations.insert(reservations);
      await unit.levels.take(goodsOf(reservations));
    });
    return reservations.map(heldAs);
  } catch (error) {
    if (!isRefusedWrite(error)) throw error;
    const refused = isCheckViolated(error) ? await refusedNow(inTransaction, reservations) : [];
    if (refused.length === 0) return Promise.all(reservations.map((each) => holdAlone(inTransaction, each)));
    const ids = new Set(refused.map(({ id }) => id));
    const rest = reservations.filter(({ id }) => !ids.has(id));
    return [...refused, ...(await hold(inTransaction, rest))];
  }
}

const heldAs = ({ id, expiresAt }: Reservation): HoldOutcome => ({ id, expiresAt });

/** Those whose goods are short at this moment, whatever the others take. */
async function refusedNow(
  inTransaction: InTransaction,
  wanted: readonly Reservation[],
): Promise<HoldOutcome[]> {
  return inTransaction(async ({ levels, reservations }) => {
    const refused: HoldOutcome[] = [];
    for (const { id, locationId, lines } of wanted) {
      // The same request, come twice at once, may have got the last piece meanwhile.
      if ((await reservations.find(id)) !== undefined) continue;
      const short = await levels.short(locationId, lines);
      if (short.length > 0) refused.push({ id, refusal: stockInsufficient(short) });
    }
    return refused;
  });
}

/** Whatever goes wrong here is this reservation's alone: others may be held already. */
async function holdAlone(inTransaction: InTransaction, reservation: Reservation): Promise<HoldOutcome> {
  try {
    return heldAs(await inTransaction((unit) => holdStepByStep(unit, reservation)));
  } catch (error) {
    return { id: reservation.id, refusal: toAppError(error) };
  }
}

async function holdStepByStep(unit: ReserveStockUnit, reservation: Reservation): Promise<Reservation> {
  if (!(await unit.reservations.add(reservation))) return alreadyKnown(unit, reservation.id);

  // Looked at under the lock, unlike everywhere else: here it must come to an end, whatever the others take meanwhile.
  const short = await unit.levels.shortForUpdate(reservation.locationId, reservation.lines);
  if (short.length > 0) throw stockInsufficient(short);
  await unit.levels.take(goodsOf([reservation]));
  return reservation;
}

async function alreadyKnown(unit: ReserveStockUnit, id: string): Promise<Reservation> {
  const known = await unit.reservations.find(id);
  if (known?.status === 'held') return known;
  throw new AppError('conflict', 'reservation.closed', 'This reservation was let go already.');
}

/** `pointer` is where the caller asked for them. */
export function stockInsufficient(short: readonly ShortLine[], pointer = '/lines'): AppError {
  const names = short.map((line) => `${line.sku} (${line.available} left)`).join(', ');
  return new AppError('conflict', 'stock.insufficient', `Not enough in stock: ${names}.`, {
    details: short.map((line) => ({
      pointer,
      message: `${line.sku}: ${line.requested} wanted, ${line.available} left`,
      ...line,
    })),
  });
}
