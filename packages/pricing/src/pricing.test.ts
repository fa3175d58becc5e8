import { expect, test } from '@jest/globals';
import { cashRoundingCents, totalsOf } from './pricing.ts';

const line = (
  unitPriceCents: number,
  taxClass: 'taxable' | 'zeroRated' | 'tpsOnly' = 'taxable',
  quantity = 1,
) => ({
  unitPriceCents,
  taxClass,
  quantity,
});

test('both taxes are computed on the price before tax', () => {
  expect(totalsOf([line(8697)])).toEqual({
    subtotalCents: 8697,
    tpsCents: 435,
    tvqCents: 868,
    totalCents: 10_000,
  });
});

test('a tax is rounded once for the basket, not once a line', () => {
  const ten = Array.from({ length: 10 }, () => line(9));

  expect(totalsOf(ten)).toEqual({ subtotalCents: 90, tpsCents: 5, tvqCents: 9, totalCents: 104 });
});

test('basic groceries bear no tax and books bear TPS only', () => {
  expect(totalsOf([line(1000, 'zeroRated'), line(2000, 'tpsOnly'), line(1000, 'taxable', 2)])).toEqual({
    subtotalCents: 5000,
    tpsCents: 200,
    tvqCents: 200,
    totalCents: 5400,
  });
});

test('an empty basket costs nothing', () => {
  expect(totalsOf([])).toEqual({ subtotalCents: 0, tpsCents: 0, tvqCents: 0, totalCents: 0 });
});

test.each([
  [100, 0],
  [101, -1],
  [102, -2],
  [103, 2],
  [104, 1],
  [105, 0],
])('cash of %i cents is rounded by %i', (cents, rounding) => {
  expect(cashRoundingCents(cents) + 0).toBe(rounding);
});

test('the largest basket stays an exact integer', () => {
  const { totalCents } = totalsOf([line(100_000_000, 'taxable', 999)]);

  expect(totalCents).toBe(99_900_000_000 + 4_995_000_000 + 9_965_025_000);
});
