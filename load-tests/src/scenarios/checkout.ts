import { closeBooks } from '../books/stock-taking.ts';
import type { OpenBooks } from '../books/stock-taking.ts';
import { createTillRoll } from '../books/till-roll.ts';
import type { BasketItem, TillRoll } from '../books/till-roll.ts';
import type { Visitor } from '../drive/step.ts';
import { readLevels, topUp } from '../mesh/levels.ts';
import type { Product } from '../mesh/shapes.ts';
import type { ShopFloor, Till } from '../mesh/shop-floor.ts';
import { tillOf } from './cart.ts';
import { USUAL_CONNECTIONS } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const LINES = 3;
const PRODUCTS_PER_SHOP = 60;
/** Twice what two cores have ever made, because tills do not empty all shelves evenly; stock is filled for that many. */
const MOST_SALES_PER_SECOND = 4_000;

/** Three different products, the next three each time; tills start apart so that they meet on few shelves. */
function basket(products: readonly Product[], turn: number): BasketItem[] {
  return Array.from({ length: LINES }, (_, index) => products[(turn * LINES + index) % products.length])
    .filter((product) => product !== undefined)
    .map((product) => ({ product, quantity: 1 }));
}

export function checkoutVisitor(
  till: Till,
  products: readonly Product[],
  connection: number,
  roll: TillRoll,
): Visitor {
  let turn = connection * 7;
  return () => roll.cashSale(till, basket(products, turn++));
}

/** Fills the shelves the tills will sell from, and writes down what was there. */
export async function openCheckout(floor: ShopFloor, seconds: number) {
  const products = floor.products.slice(0, PRODUCTS_PER_SHOP);
  const locationIds = [...new Set(floor.tills.map((till) => till.locationId))];
  const shelves = locationIds.flatMap((locationId) =>
    products.map(({ id }) => ({ locationId, productId: id })),
  );
  const since = new Date();
  const opening = await readLevels(floor, shelves);
  const enough = Math.ceil((MOST_SALES_PER_SECOND * seconds * LINES) / shelves.length);
  const added = await topUp(floor, shelves, opening, enough);
  const books: OpenBooks = { shelves, opening, added, since };
  return { products, books, roll: createTillRoll() };
}

export const checkout: Scenario = {
  name: 'checkout',
  prepare: async (floor, { durationSeconds, connections = USUAL_CONNECTIONS }) => {
    const { products, books, roll } = await openCheckout(floor, durationSeconds);
    return {
      connections,
      visitor: (connection) => checkoutVisitor(tillOf(floor, connection), products, connection, roll),
      close: () => closeBooks(floor, books, roll),
    };
  },
};
