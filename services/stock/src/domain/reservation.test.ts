import { expect, test } from '@jest/globals';
import { goodsMovement, goodsOf } from './reservation.ts';

const reservation = {
  locationId: 'shop',
  reference: 'sale-1',
  lines: [
    { productId: 'tea', sku: 'TEA-1', quantity: 2 },
    { productId: 'cup', sku: 'CUP-1', quantity: 1 },
  ],
};

test('a sale takes each line out of the book, in the name of who sold it', () => {
  const entries = goodsMovement(reservation, 'sale', 'lea');

  const sold = { locationId: 'shop', reason: 'sale', reference: 'sale-1', actor: 'lea' };
  expect(entries).toEqual([
    { ...sold, productId: 'tea', delta: -2 },
    { ...sold, productId: 'cup', delta: -1 },
  ]);
});

test('a cancelled sale puts each line back', () => {
  const entries = goodsMovement(reservation, 'saleCancelled', 'max');

  expect(entries.map(({ productId, delta, reason }) => ({ productId, delta, reason }))).toEqual([
    { productId: 'tea', delta: 2, reason: 'saleCancelled' },
    { productId: 'cup', delta: 1, reason: 'saleCancelled' },
  ]);
});

test('a movement of which nobody is known to be the author names none', () => {
  const [entry] = goodsMovement(reservation, 'sale', undefined);

  expect(entry).not.toHaveProperty('actor');
});

test('goods of several reservations are one list, in the order of location and product, and merged', () => {
  const lineOf = (productId: string, quantity: number) => ({ productId, sku: productId, quantity });

  const goods = goodsOf([
    { locationId: 'uptown', lines: [lineOf('tea', 1)] },
    { locationId: 'downtown', lines: [lineOf('tea', 2), lineOf('cup', 1)] },
    { locationId: 'uptown', lines: [lineOf('pot', 1), lineOf('tea', 4)] },
  ]);

  expect(goods).toEqual([
    { locationId: 'downtown', ...lineOf('cup', 1) },
    { locationId: 'downtown', ...lineOf('tea', 2) },
    { locationId: 'uptown', ...lineOf('pot', 1) },
    { locationId: 'uptown', ...lineOf('tea', 5) },
  ]);
});
