import { expect, test } from '@jest/globals';
import { commitReservations } from './commit-reservations.ts';
import { reserveStock } from './reserve-stock.ts';
import { returnGoods } from './return-goods.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

const cancelled = { reservationId: 'r1', cancelledBy: 'max' };

async function withTeaHeld() {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);
  return shop;
}

test('goods of a cancelled sale stand on the shelf again, and the ledger tells both movements', async () => {
  const shop = await withTeaHeld();
  await commitReservations(shop.unit, [{ reservationId: 'r1', soldBy: 'lea' }]);

  await returnGoods(shop.unit, cancelled);

  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.statusOf('r1')).toBe('returned');
  expect(shop.ledger()).toMatchObject([
    { delta: -2, reason: 'sale', actor: 'lea' },
    { delta: 2, reason: 'saleCancelled', actor: 'max' },
  ]);
});

test('a cancellation that overtakes its sale comes to the same, and so does the sale that comes late', async () => {
  const shop = await withTeaHeld();

  await returnGoods(shop.unit, cancelled);
  await commitReservations(shop.unit, [{ reservationId: 'r1', soldBy: 'lea' }]);

  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.statusOf('r1')).toBe('returned');
  expect(shop.ledger().map(({ delta }) => delta)).toEqual([-2, 2]);
});

test('goods come back once', async () => {
  const shop = await withTeaHeld();
  await returnGoods(shop.unit, cancelled);

  await returnGoods(shop.unit, cancelled);

  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.ledger()).toHaveLength(2);
});

test('a cancellation of a sale without goods is for a person to look at', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });

  const attempt = shop.inTransaction((unit) => returnGoods(unit, cancelled));

  await expect(attempt).rejects.toThrow('sold without a live reservation: r1');
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.ledger()).toEqual([]);
});
