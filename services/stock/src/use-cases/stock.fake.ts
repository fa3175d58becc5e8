import { refusedWrite, violatedCheck } from '@comptoir/service-kit/testing';
import type { LedgerEntry, Reservation } from '../domain/reservation.ts';
import type { Line, ShortLine, StockLevel } from '../domain/stock-level.ts';
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
  /** Moves all lines, or rejects at the first whose level is missing or cannot. */
  const moveAll =
    (
      move: (level: StockLevel, quantity: number) => void,
      can: (level: StockLevel, quantity: number) => boolean = () => true,
    ) =>
    async (locationId: string, lines: readonly Line[]) => {
      for (const { productId, quantity } of lines) {
        const level = find(locationId, productId);
        if (level === undefined || !can(level, quantity)) {
          throw new Error(`the levels of ${locationId} do not hold what was promised`);
        }
        move(level, quantity);
      }
      return Promise.resolve();
    };
  const holds = (level: StockLevel, quantity: number) => level.reserved >= quantity;
  const take = moveAll((level, quantity) => change(level, -quantity, quantity));

  const shortOf = (locationId: string, lines: readonly Line[]) =>
    lines.flatMap((line) => shortage(find(locationId, line.productId), line));

  return {
    short: (locationId, lines) => Promise.resolve(shortOf(locationId, lines)),
    take: async (locationId, lines) => {
      const short = shortOf(locationId, lines);
      if (short.length === 0) await take(locationId, lines);
      return short;
    },
    takeUnseen: async (locationId, lines) => {
      const short = shortOf(locationId, lines);
      if (short.some(({ productId }) => find(locationId, productId) !== undefined)) throw violatedCheck();
      if (short.length > 0) throw refusedWrite();
      await take(locationId, lines);
    },
    remove: moveAll((level, quantity) => change(level, 0, -quantity), holds),
    giveBack: moveAll((level, quantity) => change(level, quantity, -quantity), holds),
    add: moveAll((level, quantity) => change(level, quantity, 0)),
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
