import { expect, test } from '@jest/globals';
import { inLockOrder, onHandOf } from './stock-level.ts';

const lineOf = (productId: string, quantity: number) => ({
  productId,
  sku: productId.toUpperCase(),
  quantity,
});

test('what is on hand is what is available and what is promised', () => {
  expect(onHandOf({ available: 3, reserved: 2 })).toBe(5);
});

test('lines of one product are one line, and lines come in order of product', () => {
  const lines = [lineOf('tea', 1), lineOf('cup', 2), lineOf('tea', 3)];

  expect(inLockOrder(lines)).toEqual([lineOf('cup', 2), lineOf('tea', 4)]);
});

test('the lines that are put in order are left as they were', () => {
  const lines = [lineOf('tea', 1), lineOf('tea', 3)];

  inLockOrder(lines);

  expect(lines).toEqual([lineOf('tea', 1), lineOf('tea', 3)]);
});

test('no lines stay no lines', () => {
  expect(inLockOrder([])).toEqual([]);
});
