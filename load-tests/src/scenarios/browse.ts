import type { z } from 'zod';
import { difference, readAnswer, rememberRight } from '../drive/answers.ts';
import { goRound } from '../drive/go-round.ts';
import type { Step } from '../drive/step.ts';
import { productListShape, productShape } from '../mesh/shapes.ts';
import type { Product } from '../mesh/shapes.ts';
import { USUAL_CONNECTIONS } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const PAGE = 20;

function get<T>(
  name: string,
  path: string,
  shape: z.ZodType<T>,
  wrongIn: (found: T) => string | undefined,
): Step {
  const check = rememberRight((answer) => {
    const { value, wrong } = readAnswer(answer, 200, shape);
    return wrong ?? wrongIn(value);
  });
  return { name, method: 'GET', path, headers: {}, check };
}

const sameProduct = (expected: Product) => (found: Product) =>
  difference(found, {
    id: expected.id,
    sku: expected.sku,
    priceCents: expected.priceCents,
    taxClass: expected.taxClass,
  });

export function productById(product: Product): Step {
  return get('GET /api/products/:id', `/api/products/${product.id}`, productShape, sameProduct(product));
}

function byBarcode(product: Product): Step[] {
  const { barcode } = product;
  if (barcode === null || barcode === undefined) return [];
  return [
    get(
      'GET /api/products/barcode/:ean',
      `/api/products/barcode/${barcode}`,
      productShape,
      sameProduct(product),
    ),
  ];
}

export function productPage(page: number, total: number): Step {
  const expected = Math.max(0, Math.min(PAGE, total - (page - 1) * PAGE));
  return get('GET /api/products', `/api/products?page=${page}&size=${PAGE}`, productListShape, (found) =>
    found.items.length >= expected ? difference(found, { page, size: PAGE }) : 'items missing',
  );
}

function search(product: Product): Step {
  const word = product.nameFr.split(' ')[0] ?? product.sku;
  const path = `/api/products?search=${encodeURIComponent(word)}&size=${PAGE}`;
  return get('GET /api/products?search=', path, productListShape, (found) =>
    found.items.length > 0 && found.items.length <= found.total ? undefined : `nothing found`,
  );
}

/** Shoppers and tills looking things up: per ten requests, 5 by id, 2 by barcode, 2 pages, 1 search. */
export function browseSteps(products: readonly Product[]): Step[] {
  const pages = Math.max(1, Math.floor(products.length / PAGE));
  return products.flatMap((product, index) => {
    const next = (by: number) => products[(index + by) % products.length] ?? product;
    return [
      productById(product),
      ...byBarcode(next(1)),
      productById(next(2)),
      productPage((index % pages) + 1, products.length),
      productById(next(3)),
      ...byBarcode(next(4)),
      productById(next(5)),
      search(next(6)),
      productById(next(7)),
      productPage(((index + 1) % pages) + 1, products.length),
    ];
  });
}

export const browse: Scenario = {
  name: 'browse',
  prepare: async ({ products }, { connections = USUAL_CONNECTIONS }) => {
    const steps = browseSteps(products);
    return { connections, visitor: (connection) => goRound(steps, connection) };
  },
};
