import { expect, test } from '@jest/globals';
import { releaseReservation } from './release-reservation.ts';
import type { HoldOutcome } from './reserve-stock.ts';
import { reserveStock } from './reserve-stock.ts';
import type { FakeStock } from './stock.fake.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

const reserve = async (shop: FakeStock, ...wanted: Parameters<typeof reserveStock>[1]) =>
  reserveStock(shop.inTransaction, wanted);

const summaryOf = (outcomes: readonly HoldOutcome[]) =>
  Object.fromEntries(
    outcomes.map((outcome) => [outcome.id, 'refusal' in outcome ? outcome.refusal.code : 'held']),
  );

test('goods that are held are reserved', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 2 });
  const wish = aWish('r1', lineOf('TEA-1', 2), lineOf('CUP-9'));

  const outcomes = await reserve(shop, wish);

  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2', 'CUP-9': '1 + 1' });
  expect(outcomes).toEqual([{ id: 'r1', expiresAt: wish.expiresAt }]);
  expect(shop.reservations()).toEqual([
    { ...aWish('r1', lineOf('CUP-9'), lineOf('TEA-1', 2)), status: 'held' },
  ]);
});

test('the last unit can be held', async () => {
  const shop = fakeStock({ 'TEA-1': 1 });

  await reserve(shop, aWish('r1', lineOf('TEA-1')));

  expect(shop.shelf()).toEqual({ 'TEA-1': '0 + 1' });
});

test('two lines of one product are asked for together', async () => {
  const shop = fakeStock({ 'TEA-1': 3 });

  const outcomes = await reserve(shop, aWish('r1', lineOf('TEA-1', 2), lineOf('TEA-1', 2)));

  expect(outcomes).toMatchObject([{ refusal: { details: [{ sku: 'TEA-1', requested: 4, available: 3 }] } }]);
});

test('when lines are short, names each, holds nothing and keeps nothing', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 0 });

  const outcomes = await reserve(shop, aWish('r1', lineOf('TEA-1'), lineOf('CUP-9'), lineOf('JAR-3', 2)));

  expect(outcomes).toMatchObject([
    {
      id: 'r1',
      refusal: {
        kind: 'conflict',
        code: 'stock.insufficient',
        details: [
          { sku: 'CUP-9', requested: 1, available: 0 },
          { sku: 'JAR-3', requested: 2, available: 0 },
        ],
      },
    },
  ]);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0', 'CUP-9': '0 + 0' });
  expect(shop.reservations()).toEqual([]);
});

test('the same id again is the same reservation: nothing more is held', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  const first = await reserve(shop, aWish('r1', lineOf('TEA-1', 2)));

  const again = await reserve(shop, aWish('r1', lineOf('TEA-1', 2)));

  expect(again).toEqual(first);
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2' });
});

test('an id that was let go before it was asked for is closed', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await releaseReservation(shop.unit, aWish('r1'));

  const late = await reserve(shop, aWish('r1', lineOf('TEA-1')));

  expect(late).toMatchObject([{ refusal: { kind: 'conflict', code: 'reservation.closed' } }]);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 0' });
  expect(shop.published()).toEqual([]);
});

test('one that is refused takes nothing away from those it came with', async () => {
  const shop = fakeStock({ 'TEA-1': 5, 'CUP-9': 1 });

  const outcomes = await reserve(
    shop,
    aWish('r1', lineOf('TEA-1', 2)),
    aWish('r2', lineOf('TEA-1'), lineOf('CUP-9', 2)),
    aWish('r3', lineOf('TEA-1')),
  );

  expect(summaryOf(outcomes)).toEqual({ r1: 'held', r2: 'stock.insufficient', r3: 'held' });
  expect(shop.shelf()).toEqual({ 'TEA-1': '2 + 3', 'CUP-9': '1 + 0' });
});

test('when each would fit and all do not, some are held and no more than there is', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  const wishes = ['r1', 'r2', 'r3'].map((id) => aWish(id, lineOf('TEA-1', 2)));

  const outcomes = await reserve(shop, ...wishes);

  expect(Object.values(summaryOf(outcomes)).toSorted()).toEqual(['held', 'held', 'stock.insufficient']);
  expect(shop.shelf()).toEqual({ 'TEA-1': '1 + 4' });
});

test('what goes wrong for one, once they are tried alone, is told to nobody else', async () => {
  const shop = fakeStock({ 'TEA-1': 5 });
  await reserve(shop, aWish('r1', lineOf('TEA-1')));
  let tries = 0;
  const unlucky: typeof shop.inTransaction = (work) => {
    tries += 1;
    return tries === 3 ? Promise.reject(new Error('out of luck')) : shop.inTransaction(work);
  };

  const outcomes = await reserveStock(unlucky, [
    aWish('r1', lineOf('TEA-1')),
    aWish('r2', lineOf('TEA-1')),
    aWish('r3', lineOf('TEA-1')),
  ]);

  expect(summaryOf(outcomes)).toEqual({ r1: 'held', r2: 'internal.error', r3: 'held' });
  expect(shop.shelf()).toEqual({ 'TEA-1': '3 + 2' });
});

test('a database that is gone has refused nobody', async () => {
  const gone = () => Promise.reject(new Error('the database is gone'));

  await expect(reserveStock(gone, [aWish('r1', lineOf('TEA-1'))])).rejects.toThrow('gone');
});
