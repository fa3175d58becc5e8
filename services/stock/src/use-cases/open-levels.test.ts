import { expect, test } from '@jest/globals';
import { openLevels } from './open-levels.ts';
import { THE_SHOP, fakeStock } from './stock.fake.ts';

const opening = (sku: string, quantity: number) => ({ locationId: THE_SHOP, productId: sku, sku, quantity });

test('new levels are opened and the ledger begins with them', async () => {
  const shop = fakeStock();

  const opened = await openLevels(shop.unit, [opening('TEA-1', 5), opening('CUP-9', 2)]);

  expect(opened.map(({ sku, outcome }) => ({ sku, outcome }))).toEqual([
    { sku: 'TEA-1', outcome: 'opened' },
    { sku: 'CUP-9', outcome: 'opened' },
  ]);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0', 'CUP-9': '2 + 0' });
  expect(shop.ledger()).toEqual([
    { locationId: THE_SHOP, productId: 'TEA-1', delta: 5, reason: 'opening' },
    { locationId: THE_SHOP, productId: 'CUP-9', delta: 2, reason: 'opening' },
  ]);
});

test('a level that exists stays as it is, so an import can run again', async () => {
  const shop = fakeStock({ 'TEA-1': 3 });

  const opened = await openLevels(shop.unit, [opening('TEA-1', 5), opening('CUP-9', 2)]);

  expect(opened.map(({ outcome }) => outcome)).toEqual(['exists', 'opened']);
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0', 'CUP-9': '2 + 0' });
  expect(shop.ledger()).toMatchObject([{ productId: 'CUP-9' }]);
});

test('goods named twice are opened once', async () => {
  const shop = fakeStock();

  const opened = await openLevels(shop.unit, [opening('TEA-1', 5), opening('TEA-1', 7)]);

  expect(opened.map(({ outcome }) => outcome)).toEqual(['opened', 'exists']);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
});

test('an empty shelf is opened without a movement', async () => {
  const shop = fakeStock();

  await openLevels(shop.unit, [opening('TEA-1', 0)]);

  expect(shop.shelf()).toEqual({ 'TEA-1': '0 + 0' });
  expect(shop.ledger()).toEqual([]);
});
