import { expect, test } from '@jest/globals';
import { cashRoundingCents, totalsOf } from './totals.ts';

test('86.97 is 4.35 of TPS, 8.68 of TVQ and 100.00 in all (lesson 32)', () => {
  const lines = [{ product: { priceCents: 8697, taxClass: 'taxable' as const }, quantity: 1 }];

  expect(totalsOf(lines)).toEqual({ subtotalCents: 8697, tpsCents: 435, tvqCents: 868, totalCents: 10_000 });
});

test('basic groceries bear no tax, books only TPS', () => {
  const lines = [
    { product: { priceCents: 500, taxClass: 'zeroRated' as const }, quantity: 2 },
    { product: { priceCents: 2000, taxClass: 'tpsOnly' as const }, quantity: 1 },
  ];

  expect(totalsOf(lines)).toEqual({ subtotalCents: 3000, tpsCents: 100, tvqCents: 0, totalCents: 3100 });
});

test('cash goes to the nearest five cents', () => {
  expect([100, 101, 102, 103, 104].map(cashRoundingCents)).toEqual([0, -1, -2, 2, 1]);
});
