import { difference, readAnswer } from '../drive/answers.ts';
import { goRound } from '../drive/go-round.ts';
import type { Step } from '../drive/step.ts';
import { LoadError } from '../load-error.ts';
import { askAll, headersOf } from '../mesh/api.ts';
import { levelShape } from '../mesh/shapes.ts';
import { ENOUGH_PRODUCTS } from '../mesh/shop-floor.ts';
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

/**
 * Every shop's clerk asks for one level after the other: a read that no cache answers. Asked for is what stands in the
 * shop; an import opens its levels in one only.
 */
export async function stockSteps({ send, tills }: ShopFloor): Promise<Step[]> {
  const shops = tills.filter(
    (till, index) => tills.findIndex((one) => one.locationId === till.locationId) === index,
  );
  const steps: Step[] = [];
  for (const till of shops) {
    const levels = await askAll(send, levelShape, `/api/stock?locationId=${till.locationId}`, {
      token: till.seller.token(),
      limit: ENOUGH_PRODUCTS,
    });
    steps.push(...levels.map(({ productId }) => readLevel(till, productId)));
  }
  if (steps.length === 0)
    throw new LoadError('No shop with a clerk has any stock: there is nothing to read.');
  return steps;
}

export const stock: Scenario = {
  name: 'stock',
  prepare: async (floor, { connections = USUAL_CONNECTIONS }) => {
    const steps = await stockSteps(floor);
    return { connections, visitor: (connection) => goRound(steps, connection) };
  },
};
