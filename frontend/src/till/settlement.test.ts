import { expect, test } from '@jest/globals';
import { quickAmounts, standingOf } from './settlement.ts';

const cash = (amountCents: number) => ({ type: 'cash' as const, amountCents });
const card = (amountCents: number) => ({ type: 'card' as const, amountCents });

test('nothing given: all is to pay, in cash to the nearest five cents', () => {
  expect(standingOf(1_002, [])).toEqual({
    restCents: 1_002,
    restInCashCents: 1_000,
    changeCents: 0,
    settled: false,
  });
});

test('cash is rounded and gives change, a card neither', () => {
  expect(standingOf(1_002, [cash(2_000)])).toMatchObject({ changeCents: 1_000, settled: true });
  expect(standingOf(1_002, [card(1_002)])).toMatchObject({ restCents: 0, changeCents: 0, settled: true });
  expect(standingOf(1_002, [card(1_000)])).toMatchObject({ restCents: 2, settled: false });
});

test('split: a card pays a part, cash what it leaves, rounded', () => {
  const part = standingOf(1_002, [card(500)]);

  expect(part).toMatchObject({ restCents: 502, restInCashCents: 500, settled: false });
  expect(standingOf(1_002, [card(500), cash(500)])).toMatchObject({ changeCents: 0, settled: true });
  expect(standingOf(1_002, [cash(500), card(502)])).toMatchObject({ changeCents: 0, settled: true });
});

test('quick amounts are what notes make, each once, above what is due', () => {
  expect(quickAmounts(280)).toEqual([500, 1_000, 2_000, 5_000]);
  expect(quickAmounts(1_840)).toEqual([2_000, 5_000, 10_000]);
  expect(quickAmounts(500)).toEqual([1_000, 2_000, 5_000, 10_000]);
});
