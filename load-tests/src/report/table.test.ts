import { expect, test } from '@jest/globals';
import { short, table } from './table.ts';

test('aligns names to the left and numbers to the right', () => {
  expect(
    table([
      ['p50', '1.20'],
      ['maximum', '980'],
    ]),
  ).toBe('p50      1.20\nmaximum   980');
});

test('keeps about three figures', () => {
  expect([12345.6, 99.94, 1.234, 0.0189, Number.NaN].map(short)).toEqual([
    '12346',
    '99.9',
    '1.23',
    '0.019',
    '-',
  ]);
});
