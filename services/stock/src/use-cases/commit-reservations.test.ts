import { expect, test } from '@jest/globals';
import { commitReservations } from './commit-reservations.ts';
import { releaseReservation } from './release-reservation.ts';
import { reserveStock } from './reserve-stock.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

const soldBy = (seller: string, ...ids: string[]) =>
  ids.map((reservationId) => ({ reservationId, soldBy: seller }));

test('sold goods leave the book, with a line each in the ledger', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 2 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2), lineOf('CUP-9'))]);

  await commitReservations(shop.unit, soldBy('lea', 'r1'));

  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0', 'CUP-9': '1 + 0' });
  expect(shop.statusOf('r1')).toBe('committed');
  expect(shop.ledger()).toMatchObject([
    { productId: 'CUP-9', delta: -1, reason: 'sale', reference: 'sale of r1', actor: 'lea' },
    { productId: 'TEA-1', delta: -2, reason: 'sale', reference: 'sale of r1', actor: 'lea' },
  ]);
});

test('many sales of the same shelf are one pass, each with its own seller', async () => {
  const shop = fakeStock({ 'TEA-1': 9 });
  await reserveStock(shop.inTransaction, [aWish('r2', lineOf('TEA-1', 2))]);
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 1))]);

  await commitReservations(shop.unit, [...soldBy('max', 'r2'), ...soldBy('lea', 'r1')]);

  expect(shop.shelf()).toEqual({ 'TEA-1': '6 + 0' });
  expect(shop.ledger().map(({ delta, actor }) => ({ delta, actor }))).toEqual([
    { delta: -1, actor: 'lea' },
    { delta: -2, actor: 'max' },
  ]);
});

test('a sale told twice takes its goods once', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);

  await commitReservations(shop.unit, soldBy('lea', 'r1', 'r1'));
  await commitReservations(shop.unit, soldBy('lea', 'r1'));

  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0' });
  expect(shop.ledger()).toHaveLength(1);
});

test.each([
  ['that was let go', (shop: ReturnType<typeof fakeStock>) => releaseReservation(shop.unit, aWish('lost'))],
  ['nobody has heard of', () => Promise.resolve()],
])('a sale of a reservation %s takes nothing, of the other sales neither', async (_, lose) => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);
  await lose(shop);

  const attempt = shop.inTransaction((unit) => commitReservations(unit, soldBy('lea', 'r1', 'lost')));

  await expect(attempt).rejects.toThrow('sold without a live reservation: lost');
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2' });
  expect(shop.statusOf('r1')).toBe('held');
  expect(shop.ledger()).toEqual([]);
});
