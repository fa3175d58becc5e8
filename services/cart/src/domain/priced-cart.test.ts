import { expect, test } from '@jest/globals';
import { aProduct } from '../use-cases/cart.fake.ts';
import type { Cart } from './cart.ts';
import { pricedCart } from './priced-cart.ts';

const aCart = (...lines: Cart['lines']): Cart => ({
  id: 'c',
  locationId: 'l',
  lines,
  parkedAt: null,
  label: null,
  expiresAt: new Date(0),
  version: 3,
});
const catalogueOf = (...products: ReturnType<typeof aProduct>[]) =>
  new Map(products.map((product) => [product.id, product]));

test('lines bear the catalogue’s names and prices, taxes are of the whole basket', () => {
  const products = catalogueOf(
    aProduct({ id: 'a', priceCents: 9 }),
    aProduct({ id: 'b', priceCents: 1000, taxClass: 'zeroRated' }),
  );

  const priced = pricedCart(
    aCart({ productId: 'a', quantity: 10 }, { productId: 'b', quantity: 1 }),
    products,
  );

  expect(priced).toMatchObject({
    subtotalCents: 1090,
    tpsCents: 5,
    tvqCents: 9,
    totalCents: 1104,
    state: 'open',
    version: 3,
  });
  expect(priced.lines).toMatchObject([
    {
      productId: 'a',
      nameFr: 'Thé vert',
      quantity: 10,
      unitPriceCents: 9,
      lineTotalCents: 90,
      available: true,
    },
    { productId: 'b', lineTotalCents: 1000 },
  ]);
});

test('a retired product is shown and costs nothing, an unknown one has no name', () => {
  const products = catalogueOf(aProduct({ id: 'a', active: false }));

  const priced = pricedCart(
    aCart({ productId: 'a', quantity: 1 }, { productId: 'gone', quantity: 1 }),
    products,
  );

  expect(priced).toMatchObject({ subtotalCents: 0, totalCents: 0 });
  expect(priced.lines).toEqual([
    expect.objectContaining({
      nameFr: 'Thé vert',
      available: false,
      unitPriceCents: null,
      lineTotalCents: 0,
    }),
    expect.objectContaining({
      productId: 'gone',
      nameFr: null,
      sku: null,
      available: false,
      lineTotalCents: 0,
    }),
  ]);
});

test('a cart that waits says so', () => {
  const parked = { ...aCart(), parkedAt: new Date(0), label: 'red hat' };

  expect(pricedCart(parked, new Map())).toMatchObject({ state: 'parked', label: 'red hat' });
});
