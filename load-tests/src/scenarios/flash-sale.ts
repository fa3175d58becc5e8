import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { closeBooks } from '../books/stock-taking.ts';
import { createTillRoll } from '../books/till-roll.ts';
import type { Run } from '../drive/tally.ts';
import { LoadError } from '../load-error.ts';
import { ask } from '../mesh/api.ts';
import { addStock, shelfKey } from '../mesh/levels.ts';
import { productShape } from '../mesh/shapes.ts';
import type { Product } from '../mesh/shapes.ts';
import type { ShopFloor } from '../mesh/shop-floor.ts';
import type { BooksReport, Scenario } from './scenario.ts';

const BUYERS = 500;
const UNITS = 100;

async function makeScarceProduct(floor: ShopFloor): Promise<Product> {
  const sku = `FLASH-${randomUUID().slice(0, 8)}`;
  const body = {
    sku,
    nameFr: 'Vente éclair',
    nameEn: 'Flash sale',
    category: 'household',
    taxClass: 'taxable',
    priceCents: 4_999,
  };
  const token = (await floor.headOffice()).token();
  return ask(floor.send, productShape, '/api/products', {
    method: 'POST',
    token,
    body,
    idempotencyKey: randomUUID(),
  });
}

async function retire(floor: ShopFloor, product: Product): Promise<void> {
  const token = (await floor.headOffice()).token();
  await ask(floor.send, z.unknown(), `/api/products/${product.id}`, { method: 'DELETE', token });
}

/** Beyond balanced books: every unit sold, everybody else refused cleanly. */
function shortfall(run: Run, sold: number, refused: number, report: BooksReport): string[] {
  return [
    ...(sold === UNITS ? [] : [`${sold} of ${UNITS} units were sold`]),
    ...(refused === BUYERS - UNITS ? [] : [`${refused} clean refusals instead of ${BUYERS - UNITS}`]),
    ...(report.facts['unitsLeft'] === 0 ? [] : [`${report.facts['unitsLeft']} units are left instead of 0`]),
    ...(run.sent === BUYERS ? [] : [`${run.sent} requests were sent instead of ${BUYERS}`]),
  ];
}

/** Five hundred tills of one shop want the last hundred pieces in the same second. */
export const flashSale: Scenario = {
  name: 'flash-sale',
  prepare: async (floor, { connections = BUYERS }) => {
    for (const service of ['stock', 'sale']) {
      if (floor.replicasOf(service) >= 2) continue;
      throw new LoadError(`flash-sale wants two replicas of ${service}: npm run mesh -- scale ${service}=2`);
    }
    const locationId = floor.tills[0]?.locationId ?? '';
    const tills = floor.tills.filter((till) => till.locationId === locationId);
    const since = new Date();
    const product = await makeScarceProduct(floor);
    const shelf = { locationId, productId: product.id };
    await addStock(floor, shelf, UNITS);
    const books = { shelves: [shelf], opening: new Map(), added: new Map([[shelfKey(shelf), UNITS]]), since };
    const roll = createTillRoll();
    let refused = 0;
    return {
      connections,
      amount: BUYERS,
      visitor: (connection) => () => {
        const till = tills[connection % tills.length];
        if (till === undefined) throw new Error('A shop without tills.');
        return roll.cashSale(till, [{ product, quantity: 1 }], {
          mayRunShort: true,
          onShort: () => (refused += 1),
        });
      },
      close: async (run) => {
        const sold = roll.sold.length;
        const report = await closeBooks(floor, books, roll);
        await retire(floor, product);
        const problems = [...report.problems, ...shortfall(run, sold, refused, report)];
        return { problems, facts: { ...report.facts, sold, refused } };
      },
    };
  },
};
