import { askAll } from '../mesh/api.ts';
import { readLedger, readLevels, shelfKey, tokenAt } from '../mesh/levels.ts';
import type { Shelf } from '../mesh/levels.ts';
import { listedSaleShape } from '../mesh/shapes.ts';
import type { Level, ListedSale } from '../mesh/shapes.ts';
import type { ShopFloor } from '../mesh/shop-floor.ts';
import type { BooksReport } from '../scenarios/scenario.ts';
import { until } from '../until.ts';
import { checkBooks } from './check-books.ts';
import type { ShelfAccount, ToldSale } from './check-books.ts';
import { settle } from './settle.ts';
import type { SoldBasket, TillRoll } from './till-roll.ts';

/** The books of a run from its first moment. */
export interface OpenBooks {
  shelves: readonly Shelf[];
  /** Levels before anything was brought in or sold. */
  opening: ReadonlyMap<string, Level>;
  /** Units brought in before the run, by shelf. */
  added: ReadonlyMap<string, number>;
  since: Date;
}

const DRAIN_WITHIN_MS = 60_000;
/** Shelves whose ledger is read line by line; the levels of all are compared. */
const LEDGERS_READ = 10;

function toldSale({ saleId, receiptNumber, locationId, lines }: SoldBasket): ToldSale {
  const units = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    const shelf = shelfKey({ locationId, productId });
    units.set(shelf, (units.get(shelf) ?? 0) + quantity);
  }
  return { saleId, receiptNumber, units };
}

async function completedSales(
  floor: ShopFloor,
  since: Date,
  shelves: readonly Shelf[],
): Promise<ListedSale[]> {
  const all: ListedSale[] = [];
  for (const locationId of new Set(shelves.map((shelf) => shelf.locationId))) {
    const path = `/api/sales?locationId=${locationId}&from=${since.toISOString()}`;
    all.push(...(await askAll(floor.send, listedSaleShape, path, { token: tokenAt(floor, locationId) })));
  }
  return all.filter((sale) => sale.status === 'completed');
}

/** Settles what is open, waits until nothing is reserved any more, and compares tills, sales and shelves. */
export async function closeBooks(floor: ShopFloor, books: OpenBooks, roll: TillRoll): Promise<BooksReport> {
  const { settled, problems } = await settle(floor.send, roll);
  const startedAt = performance.now();
  let levels: ReadonlyMap<string, Level> = new Map();
  await until(DRAIN_WITHIN_MS, async () => {
    levels = await readLevels(floor, books.shelves);
    return [...levels.values()].every((level) => level.reserved === 0);
  });
  const drainMs = Math.round(performance.now() - startedAt);

  const every = Math.ceil(books.shelves.length / LEDGERS_READ);
  const listed = await completedSales(floor, books.since, books.shelves);
  const shelves: ShelfAccount[] = [];
  for (const [index, shelf] of books.shelves.entries()) {
    const key = shelfKey(shelf);
    const { onHand = 0, reserved = 0 } = levels.get(key) ?? {};
    const opening = books.opening.get(key)?.onHand ?? 0;
    const ledger = index % every === 0 ? await readLedger(floor, shelf, books.since) : undefined;
    shelves.push({ shelf: key, opening, added: books.added.get(key) ?? 0, onHand, reserved, ledger });
  }
  const told = roll.sold.map(toldSale);
  const sales = listed.map(({ id, receiptNumber }) => ({ saleId: id, receiptNumber: receiptNumber ?? '' }));
  return {
    problems: [...problems, ...checkBooks({ shelves, told, listed: sales })],
    facts: {
      salesTold: told.length,
      salesListed: listed.length,
      settledAfterwards: settled,
      unitsOpening: shelves.reduce((sum, one) => sum + one.opening + one.added, 0),
      unitsLeft: shelves.reduce((sum, one) => sum + one.onHand, 0),
      drainMs,
    },
  };
}
