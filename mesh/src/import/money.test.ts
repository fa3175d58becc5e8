import { expect, test } from '@jest/globals';
import { centsAt, parseRate } from './money.ts';

const at = (rate: string, amount: string) => centsAt(parseRate(rate) ?? { millionths: 0 }, amount);

test.each([
  ['1.70', '2.55', 434],
  ['1.70', '2.95', 502],
  ['1.70', '0.001', 0],
  ['1', '0.005', 1],
  ['1.7', '38970', 6_624_900],
  ['1.70', '-2.55', -433],
])('at %s, %s pounds are %i cents, halves upwards', (rate, amount, expected) => {
  expect(at(rate, amount)).toBe(expected);
});

test.each(['', '1,70', '1e3', 'NaN', 'Infinity', '1.23456', '12345678', '0x10', '1 000', '--1'])(
  '"%s" is not an amount',
  (amount) => {
    expect(at('1.70', amount)).toBeUndefined();
  },
);

test.each(['0', '-1', '1,7', 'abc', '12345', '1.1234567', ''])('"%s" is not a rate', (rate) => {
  expect(parseRate(rate)).toBeUndefined();
});
