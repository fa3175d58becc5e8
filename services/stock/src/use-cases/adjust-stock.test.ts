import { expect, test } from '@jest/globals';
import type { Adjustment } from './adjust-stock.ts';
import { adjustStock } from './adjust-stock.ts';
import { reserveStock } from './reserve-stock.ts';
import { THE_SHOP, aLevel, aWish, fakeStock, lineOf } from './stock.fake.ts';

const ofTea = (change: Adjustment['change']): Adjustment => ({
  locationId: THE_SHOP,
  product: { id: 'TEA-1', sku: 'TEA-1' },
  change,
  reason: 'broken',
  actor: 'max',
});

test('a delta changes what is available, with a line in the ledger, and others are told', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });

  const level = await adjustStock(shop.unit, ofTea({ delta: -2 }));

  expect(level).toEqual({ ...aLevel('TEA-1', 3), version: 2 });
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0' });
  expect(shop.ledger()).toEqual([
    {
      locationId: THE_SHOP,
      productId: 'TEA-1',
      delta: -2,
      reason: 'adjustment',
      note: 'broken',
      actor: 'max',
    },
  ]);
  expect(shop.published()).toEqual([{ type: 'adjusted', productId: 'TEA-1', delta: -2, reason: 'broken' }]);
});

test('a count is of all that stands there, what is promised included', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);

  await adjustStock(shop.unit, ofTea({ onHand: 9 }));

  expect(shop.shelf()).toEqual({ 'TEA-1': '7 + 2' });
  expect(shop.ledger()).toMatchObject([{ delta: 4 }]);
});

test('a count that finds what the book says changes nothing and tells nobody', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });

  const level = await adjustStock(shop.unit, ofTea({ onHand: 5 }));

  expect(level).toEqual(aLevel('TEA-1', 5));
  expect(shop.ledger()).toEqual([]);
  expect(shop.published()).toEqual([]);
});

test.each([
  ['a delta', { delta: -4 }],
  ['a count', { onHand: 1 }],
])('%s that would take promised goods is refused, and nothing changes', async (_, change) => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);

  const attempt = shop.inTransaction((unit) => adjustStock(unit, ofTea(change)));

  await expect(attempt).rejects.toMatchObject({
    kind: 'conflict',
    code: 'stock.insufficient',
    details: [{ sku: 'TEA-1', requested: 4, available: 3 }],
  });
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2' });
  expect(shop.ledger()).toEqual([]);
});

test('goods seen here for the first time start at none', async () => {
  const shop = fakeStock();

  const level = await adjustStock(shop.unit, ofTea({ delta: 3 }));

  expect(level).toMatchObject({ available: 3, version: 2 });
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0' });
});

test('a refused adjustment opens no level', async () => {
  const shop = fakeStock();

  const attempt = shop.inTransaction((unit) => adjustStock(unit, ofTea({ delta: -1 })));

  await expect(attempt).rejects.toMatchObject({ code: 'stock.insufficient' });
  expect(shop.shelf()).toEqual({});
});
