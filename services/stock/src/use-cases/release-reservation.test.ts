import { expect, test } from '@jest/globals';
import { commitReservations } from './commit-reservations.ts';
import { releaseReservation } from './release-reservation.ts';
import { reserveStock } from './reserve-stock.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

async function withTeaHeld() {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);
  return shop;
}

test('held goods go back on the shelf, and others are told', async () => {
  const shop = await withTeaHeld();

  await releaseReservation(shop.unit, aWish('r1'));

  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.statusOf('r1')).toBe('released');
  expect(shop.published().at(-1)).toMatchObject({
    type: 'released',
    reservation: { id: 'r1', lines: [lineOf('TEA-1', 2)] },
  });
});

test('goods are let go once', async () => {
  const shop = await withTeaHeld();
  await releaseReservation(shop.unit, aWish('r1'));

  await releaseReservation(shop.unit, aWish('r1'));

  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.published()).toHaveLength(1);
});

test('a reservation never heard of is remembered as released, and nobody is told', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });

  await releaseReservation(shop.unit, aWish('r1'));

  expect(shop.reservations()).toEqual([{ ...aWish('r1'), status: 'released' }]);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.published()).toEqual([]);
});

test('sold goods are not let go', async () => {
  const shop = await withTeaHeld();
  await commitReservations(shop.unit, [{ reservationId: 'r1', soldBy: 'lea' }]);

  const attempt = shop.inTransaction((unit) => releaseReservation(unit, aWish('r1')));

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'reservation.committed' });
  expect(shop.statusOf('r1')).toBe('committed');
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 0' });
});
