import { expect, test } from '@jest/globals';
import type { Visitor } from '../domain/visitor.ts';
import { addItem } from './add-item.ts';
import { aProduct, fakeCarts, fakeCatalogue } from './cart.fake.ts';

const stranger: Visitor = { owner: null, boundTo: null, kind: 'web' };
const now = new Date('2026-12-01T12:00:00Z');

async function shopping(...products: ReturnType<typeof aProduct>[]) {
  const { carts } = fakeCarts();
  const { catalogue, asked } = fakeCatalogue(...products);
  await carts.open('c', 'l', stranger, now);
  return {
    asked,
    add: (item: Parameters<typeof addItem>[3]) => addItem({ carts, catalogue }, 'c', stranger, item, now),
    lines: async () => (await carts.find('c', stranger)).lines,
  };
}

test('a product is put into the cart at the catalogue’s price, and asked for once', async () => {
  const shop = await shopping(aProduct({ id: 'a' }), aProduct({ id: 'b', priceCents: 300 }));
  await shop.add({ productId: 'a', quantity: 1 });
  shop.asked.length = 0;

  const cart = await shop.add({ productId: 'b', quantity: 2 });

  expect(cart).toMatchObject({
    subtotalCents: 1600,
    lines: [{ productId: 'a' }, { productId: 'b', lineTotalCents: 600 }],
  });
  expect(shop.asked).toEqual(['b', 'a']);
});

test('a scanned product is put in by what it is', async () => {
  const shop = await shopping(aProduct({ id: 'a', barcode: '4006381333931' }));

  await shop.add({ barcode: '4006381333931', quantity: 3 });

  expect(await shop.lines()).toEqual([{ productId: 'a', quantity: 3 }]);
});

test.each([
  ['unknown', { productId: 'x' }],
  ['retired', { productId: 'old' }],
  ['unknown by its barcode', { barcode: '2000000000008' }],
])('a product that is %s stays out', async (_, what) => {
  const shop = await shopping(aProduct({ id: 'old', active: false }));

  const attempt = shop.add({ ...what, quantity: 1 });

  await expect(attempt).rejects.toMatchObject({ kind: 'invalid', code: 'product.unknown' });
  expect(await shop.lines()).toEqual([]);
});
