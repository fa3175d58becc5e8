import { expect, test } from '@jest/globals';
import { parseAmount } from './amount.ts';

test.each([
  ['12', 1_200],
  ['12,5', 1_250],
  ['12.50', 1_250],
  ['1 234,05', 123_405],
  ['12,50 $', 1_250],
  ['0', 0],
])('%s is an amount', (typed, cents) => {
  expect(parseAmount(typed)).toBe(cents);
});

test.each(['', '12,', '12,345', '-5', 'douze', '1.2.3', '12345678'])('“%s” is none', (typed) => {
  expect(parseAmount(typed)).toBeUndefined();
});
