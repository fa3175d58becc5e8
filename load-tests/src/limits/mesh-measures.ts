import { closeBooks } from '../books/stock-taking.ts';
import type { ProcessGroups } from '../cpu/cpu-meter.ts';
import { drive } from '../drive/drive.ts';
import { goRound } from '../drive/go-round.ts';
import type { Visitor } from '../drive/step.ts';
import type { ShopFloor } from '../mesh/shop-floor.ts';
import { productById, productPage } from '../scenarios/browse.ts';
import { cartVisitor, tillOf } from '../scenarios/cart.ts';
import { checkoutVisitor, openCheckout } from '../scenarios/checkout.ts';
import type { BooksReport } from '../scenarios/scenario.ts';
import { stockSteps } from '../scenarios/stock.ts';
import type { Measure } from './measure.ts';

export interface MeshSetting {
  gateway: string;
  groups: ProcessGroups;
  floor: ShopFloor;
  /** Signs in again those whose token would end during the next slice. */
  renew: (seconds: number) => Promise<void>;
}

// Many adds to a cart of a few lines: what is measured is the add, not the making of carts.
const CART_LINES = 5;
const ADDS_PER_CART = 300;

/** The mesh's hot paths, each as one measure, and the books of its checkouts for afterwards. */
export async function meshMeasures(
  { gateway, groups, floor, renew }: MeshSetting,
  { seconds, connections, signal }: { seconds: number; connections: number; signal: AbortSignal },
): Promise<{ measures: Measure[]; closeBooks: () => Promise<BooksReport> }> {
  const { products, books, roll } = await openCheckout(floor, seconds);
  const byId = floor.products.map(productById);
  const pages = Array.from({ length: Math.max(1, Math.floor(floor.products.length / 20)) }, (_, index) =>
    productPage(index + 1, floor.products.length),
  );
  const levels = await stockSteps(floor);

  const measure = (name: string, visitor: (connection: number) => Visitor): Measure => ({
    name,
    groups,
    run: async (durationSeconds) => {
      await renew(durationSeconds + 60);
      return drive({ url: gateway, connections, durationSeconds, visitor, signal });
    },
  });
  const measures = [
    measure('productById', (connection) => goRound(byId, connection)),
    measure('productPage', (connection) => goRound(pages, connection)),
    measure('stock', (connection) => goRound(levels, connection)),
    measure('cartAdd', (connection) => {
      const few = floor.products.slice(connection % 10).slice(0, CART_LINES);
      return cartVisitor(tillOf(floor, connection), few, connection, ADDS_PER_CART);
    }),
    measure('checkout', (connection) =>
      checkoutVisitor(tillOf(floor, connection), products, connection, roll),
    ),
  ];
  return { measures, closeBooks: () => closeBooks(floor, books, roll) };
}
