import { closeBooks } from '../books/stock-taking.ts';
import { goRound, takeTurns } from '../drive/go-round.ts';
import { browseSteps } from './browse.ts';
import { cartVisitor, tillOf } from './cart.ts';
import { checkoutVisitor, openCheckout } from './checkout.ts';
import { USUAL_CONNECTIONS } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { stockSteps } from './stock.ts';

/** Of a hundred requests of a busy afternoon. */
const WEIGHTS = { browse: 55, stock: 15, cart: 20, checkout: 10 };

export const mixed: Scenario = {
  name: 'mixed',
  prepare: async (floor, { durationSeconds, connections = USUAL_CONNECTIONS }) => {
    const { products, books, roll } = await openCheckout(floor, durationSeconds);
    const browsing = browseSteps(floor.products);
    const asking = await stockSteps(floor);
    return {
      connections,
      visitor: (connection) => {
        const till = tillOf(floor, connection);
        return takeTurns([
          { weight: WEIGHTS.browse, visitor: goRound(browsing, connection) },
          { weight: WEIGHTS.stock, visitor: goRound(asking, connection) },
          { weight: WEIGHTS.cart, visitor: cartVisitor(till, floor.products, connection, 3) },
          { weight: WEIGHTS.checkout, visitor: checkoutVisitor(till, products, connection, roll) },
        ]);
      },
      close: () => closeBooks(floor, books, roll),
    };
  },
};
