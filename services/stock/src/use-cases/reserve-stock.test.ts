import { expect, test } from '@jest/globals';
import { releaseReservation } from './release-reservation.ts';
import { reserveStock } from './reserve-stock.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

test('goods that are held are reserved', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 2 });

  const held = await reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1', 2), lineOf('CUP-9')));

  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2', 'CUP-9': '1 + 1' });
  expect(held).toEqual({ ...aWish('r1', lineOf('CUP-9'), lineOf('TEA-1', 2)), status: 'held' });
  expect(shop.reservations()).toEqual([held]);
});

test('the last unit can be held', async () => {
  const shop = fakeStock({ 'TEA-1': 1 });

  await reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1')));

  expect(shop.shelf()).toEqual({ 'TEA-1': '0 + 1' });
});

test('two lines of one product are asked for together', async () => {
  const shop = fakeStock({ 'TEA-1': 3 });

  const attempt = reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1', 2), lineOf('TEA-1', 2)));

  await expect(attempt).rejects.toMatchObject({ details: [{ sku: 'TEA-1', requested: 4, available: 3 }] });
});

test('when lines are short, names each, holds nothing and keeps nothing', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 0 });

  const attempt = reserveStock(
    shop.inTransaction,
    aWish('r1', lineOf('TEA-1'), lineOf('CUP-9'), lineOf('JAR-3', 2)),
  );

  await expect(attempt).rejects.toMatchObject({
    kind: 'conflict',
    code: 'stock.insufficient',
    details: [
      { sku: 'CUP-9', requested: 1, available: 0 },
      { sku: 'JAR-3', requested: 2, available: 0 },
    ],
  });
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0', 'CUP-9': '0 + 0' });
  expect(shop.reservations()).toEqual([]);
});

test('the same id again is the same reservation: nothing more is held', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  const first = await reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1', 2)));

  const again = await reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1', 2)));

  expect(again).toEqual(first);
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2' });
});

test('an id that was let go before it was asked for is closed', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await releaseReservation(shop.unit, aWish('r1'));

  const late = reserveStock(shop.inTransaction, aWish('r1', lineOf('TEA-1')));

  await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'reservation.closed' });
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.published()).toEqual([]);
});
