import { AppError } from '@comptoir/service-kit';
import { expect, test } from '@jest/globals';
import { releaseReservation } from './release-reservation.ts';
import { reserveStock } from './reserve-stock.ts';
import type { Outcome } from './settle-expired.ts';
import { settleExpired } from './settle-expired.ts';
import type { FakeStock } from './stock.fake.ts';
import { aWish, fakeStock, lineOf } from './stock.fake.ts';

/** Two teas held for `r1` and `r2` each, both past their time. */
async function withTwoExpired() {
  const shop = fakeStock({ 'TEA-1': 9 });
  await reserveStock(shop.inTransaction, [aWish('r1', lineOf('TEA-1', 2))]);
  await reserveStock(shop.inTransaction, [aWish('r2', lineOf('TEA-1', 2))]);
  return shop;
}

const settle = (shop: FakeStock, answers: Record<string, () => Outcome | Promise<Outcome>>) =>
  settleExpired({
    holders: { outcomeOf: async ({ id }) => answers[id]?.() ?? 'pending' },
    expired: async (limit) =>
      Promise.resolve(
        structuredClone(
          shop
            .reservations()
            .filter(({ status }) => status === 'held')
            .slice(0, limit),
        ),
      ),
    inTransaction: shop.inTransaction,
  });

const silent = (): never => {
  throw new AppError('timeout', 'sale.timeout', 'no answer');
};
const broken = (): never => {
  throw new AppError('internal', 'sale.refused_service', 'a wrong key');
};

test('goods whose sale is gone go back on the shelf', async () => {
  const shop = await withTwoExpired();

  const { settled } = await settle(shop, { r1: () => 'gone' });

  expect(settled).toBe(1);
  expect(shop.shelf()).toEqual({ 'TEA-1': '7 + 2' });
  expect(shop.statusOf('r1')).toBe('released');
  expect(shop.published().at(-1)).toMatchObject({ type: 'released', reservation: { id: 'r1' } });
});

test('goods whose sale was completed leave the book, because its news is only late', async () => {
  const shop = await withTwoExpired();

  const { settled } = await settle(shop, { r1: () => 'completed' });

  expect(settled).toBe(1);
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 2' });
  expect(shop.statusOf('r1')).toBe('committed');
  expect(shop.ledger()).toMatchObject([{ delta: -2, reason: 'sale', actor: 'sale' }]);
});

test.each([
  ['does not answer', silent],
  ['has not decided yet', (): Outcome => 'pending'],
])('goods whose holder %s stay held, without a word', async (_, answer) => {
  const shop = await withTwoExpired();

  const result = await settle(shop, { r1: answer });

  expect(result).toEqual({ settled: 0, failures: [] });
  expect(shop.shelf()).toEqual({ 'TEA-1': '5 + 4' });
  expect(shop.published()).toEqual([]);
});

test('a reservation that cannot be settled is named, and keeps no other one waiting', async () => {
  const shop = await withTwoExpired();

  const result = await settle(shop, { r1: broken, r2: () => 'gone' });

  expect(result).toMatchObject({
    settled: 1,
    failures: [{ reservationId: 'r1', error: { code: 'sale.refused_service' } }],
  });
  expect([shop.statusOf('r1'), shop.statusOf('r2')]).toEqual(['held', 'released']);
});

test('a reservation that was settled while its holder was asked stays as it is', async () => {
  const shop = await withTwoExpired();
  const answerSlowly = async (): Promise<Outcome> => {
    await releaseReservation(shop.unit, aWish('r1'));
    return 'completed';
  };

  const result = await settle(shop, { r1: answerSlowly });

  expect(result).toEqual({ settled: 0, failures: [] });
  expect(shop.statusOf('r1')).toBe('released');
  expect(shop.ledger()).toEqual([]);
});
