import { difference, readAnswer } from '../drive/answers.ts';
import { goRound } from '../drive/go-round.ts';
import type { Step } from '../drive/step.ts';
import { headersOf } from '../mesh/api.ts';
import { levelShape } from '../mesh/shapes.ts';
import type { ShopFloor, Till } from '../mesh/shop-floor.ts';
import { USUAL_CONNECTIONS } from './scenario.ts';
import type { Scenario } from './scenario.ts';

function readLevel(till: Till, productId: string): Step {
  const { locationId } = till;
  return {
    name: 'GET /api/stock/:locationId/:productId',
    method: 'GET',
    path: `/api/stock/${locationId}/${productId}`,
    // The till's token at the moment of asking: a renewed one is used at once.
    get headers() {
      return headersOf({ token: till.seller.token() });
    },
    check: (answer) => {
      const { value, wrong } = readAnswer(answer, 200, levelShape);
      if (wrong !== undefined) return wrong;
      if (value.available < 0 || value.available + value.reserved !== value.onHand)
        return 'levels that do not add up';
      return difference(value, { locationId, productId });
    },
  };
}

/** Every shop's clerk asks for one product after the other: a read that no cache answers. */
export function stockSteps({ tills, products }: ShopFloor): Step[] {
  const shops = tills.filter(
    (till, index) => tills.findIndex((one) => one.locationId === till.locationId) === index,
  );
  return products.flatMap((product) => shops.map((till) => readLevel(till, product.id)));
}

export const stock: Scenario = {
  name: 'stock',
  prepare: async (floor, { connections = USUAL_CONNECTIONS }) => {
    const steps = stockSteps(floor);
    return { connections, visitor: (connection) => goRound(steps, connection) };
  },
};
