import { refusedWrite, violatedCheck } from '@comptoir/service-kit/testing';
import type { LedgerEntry, Reservation } from '../domain/reservation.ts';
import type { Goods, Line, ShortLine, StockLevel } from '../domain/stock-level.ts';
import type { Ledger, Reservations, StockEvents, StockLevels } from './ports.ts';

interface State {
  /** By location and product. */
  levels: Map<string, StockLevel>;
  reservations: Map<string, Reservation>;
  ledger: LedgerEntry[];
  published: Published[];
}

export type Published =
  | { type: 'released'; reservation: Reservation }
  | { type: 'adjusted'; productId: string; delta: number; reason: string };

export const THE_SHOP = 'the-shop';

/**
 * Stock kept in memory; what a failed transaction wrote is gone. `onShelf` is what stands in the shop at first, by SKU:
 * here a product's id is its SKU.
 */
export function fakeStock(onShelf: Record<string, number> = {}) {
  let state: State = {
    levels: new Map(
      Object.entries(onShelf).map(([sku, units]) => [`${THE_SHOP} ${sku}`, aLevel(sku, units)]),
    ),
    reservations: new Map(),
    ledger: [],
    published: [],
  };
  const current = () => state;
  const unit = {
    levels: fakeLevels(current),
    reservations: fakeReservations(current),
    ledger: fakeLedger(current),
    events: fakeEvents(current),
  };

  // One after the other: what fails must undo nobody else's.
  let atWork: Promise<void> = Promise.resolve();
  return {
    unit,
    inTransaction: <T>(work: (within: typeof unit) => Promise<T>): Promise<T> => {
      const outcome = atWork.then(async () => {
        const before = structuredClone(state);
        try {
          return await work(unit);
        } catch (error) {
          state = before;
          throw error;
        }
      });
      atWork = outcome.then(ignore, ignore);
      return outcome;
    },
    /** `available + reserved` by SKU, like `3 + 2`. */
    shelf: () =>
      Object.fromEntries(
        [...state.levels.values()].map(({ sku, available, reserved }) => [sku, `${available} + ${reserved}`]),
      ),
    reservations: () => [...state.reservations.values()],
    statusOf: (id: string) => state.reservations.get(id)?.status,
    ledger: () => state.ledger,
    published: () => state.published,
  };
}

function ignore(): void {
  // What went wrong is told to whoever asked for it.
}

export type FakeStock = ReturnType<typeof fakeStock>;

export function aLevel(sku: string, available: number): StockLevel {
  return { locationId: THE_SHOP, productId: sku, sku, available, reserved: 0, version: 1 };
}

export const lineOf = (sku: string, quantity = 1): Line => ({ productId: sku, sku, quantity });

/** A reservation of the shop's goods that is still to be made. */
export function aWish(id: string, ...lines: Line[]): Omit<Reservation, 'status'> {
  return {
    id,
    locationId: THE_SHOP,
    reference: `sale of ${id}`,
    holder: 'sale',
    lines,
    expiresAt: new Date('2026-12-01T12:15:00.000Z'),
  };
}

function fakeLevels(current: () => State): StockLevels {
  const find = (locationId: string, productId: string) => current().levels.get(keyOf(locationId, productId));
  /** Moves all of it, or is refused at the first level that is missing or would go below zero. */
  const moving =
    (available: -1 | 0 | 1, reserved: -1 | 0 | 1, missing = refusedWrite) =>
    async (goods: readonly Goods[]) => {
      for (const { locationId, productId, quantity } of goods) {
        const level = find(locationId, productId);
        if (level === undefined) continue;
        change(level, available * quantity, reserved * quantity);
        if (level.available < 0 || level.reserved < 0) throw violatedCheck();
      }
      // The database finds out by counting, when all are moved.
      if (goods.some(({ locationId, productId }) => find(locationId, productId) === undefined))
        throw missing();
      return Promise.resolve();
    };
  const brokenPromise = () => new Error('the levels do not hold what was promised');
  const short = (locationId: string, lines: readonly Line[]) =>
    Promise.resolve(lines.flatMap((line) => shortage(find(locationId, line.productId), line)));

  return {
    short,
    shortForUpdate: short,
    take: moving(-1, 1),
    remove: moving(0, -1, brokenPromise),
    giveBack: moving(1, -1, brokenPromise),
    add: moving(1, 0, brokenPromise),
    findForUpdate: (locationId, productId) => Promise.resolve(structuredClone(find(locationId, productId))),
    open: (level) => Promise.resolve(opened(current().levels, level)),
    setAvailable: (locationId, productId, available) => {
      const level = find(locationId, productId);
      if (level !== undefined) change(level, available - level.available, 0);
      return Promise.resolve();
    },
  };
}

const keyOf = (locationId: string, productId: string) => `${locationId} ${productId}`;

function opened(levels: State['levels'], level: StockLevel): boolean {
  const key = keyOf(level.locationId, level.productId);
  if (levels.has(key)) return false;
  levels.set(key, { ...level });
  return true;
}

function change(level: StockLevel, available: number, reserved: number): void {
  level.available += available;
  level.reserved += reserved;
  level.version += 1;
}

function shortage(level: StockLevel | undefined, { productId, sku, quantity }: Line): ShortLine[] {
  const available = level?.available ?? 0;
  return available < quantity ? [{ productId, sku, requested: quantity, available }] : [];
}

function fakeReservations(current: () => State): Reservations {
  return {
    add: (reservation) => {
      if (current().reservations.has(reservation.id)) return Promise.resolve(false);
      current().reservations.set(reservation.id, structuredClone(reservation));
      return Promise.resolve(true);
    },
    insert: (reservations) => {
      for (const reservation of reservations) {
        if (current().reservations.has(reservation.id)) return Promise.reject(refusedWrite());
        current().reservations.set(reservation.id, structuredClone(reservation));
      }
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(structuredClone(current().reservations.get(id))),
    findManyForUpdate: (ids) => {
      const known = [...current().reservations.values()].filter(({ id }) => ids.includes(id));
      return Promise.resolve(structuredClone(known.toSorted((a, b) => (a.id < b.id ? -1 : 1))));
    },
    setStatus: (ids, status) => {
      for (const id of ids) {
        const known = current().reservations.get(id);
        if (known !== undefined) known.status = status;
      }
      return Promise.resolve();
    },
  };
}

function fakeLedger(current: () => State): Ledger {
  return {
    append: (entries) => {
      current().ledger.push(...structuredClone(entries));
      return Promise.resolve();
    },
  };
}

function fakeEvents(current: () => State): StockEvents {
  const publish = (event: Published) => {
    current().published.push(structuredClone(event));
    return Promise.resolve();
  };
  return {
    released: (reservation) => publish({ type: 'released', reservation }),
    adjusted: ({ productId }, delta, reason) => publish({ type: 'adjusted', productId, delta, reason }),
  };
}
