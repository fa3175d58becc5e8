import { expect, test } from '@jest/globals';
import { feltIn, type Felt } from './felt.ts';

const period = { startedAt: 0, returnedAt: 5_000, endedAt: 10_000 };
const good = (startedAt: number, endedAt: number, change: Partial<Felt> = {}): Felt => ({
  what: 'products',
  isWrite: false,
  startedAt,
  endedAt,
  failed: [],
  reply: { status: 200, body: {} },
  wrong: undefined,
  ...change,
});

test('reads and writes are counted apart, at first and for good', () => {
  const failed = [{ at: 4_000, reason: '503 stock.unavailable' }];
  const felt = [
    good(0, 10),
    good(3_000, 4_500, { failed }),
    good(3_000, 4_500, { isWrite: true, failed }),
    good(3_000, 9_000, { isWrite: true, failed, reply: undefined }),
    good(9_000, 9_100, { isWrite: true, wrong: '409 sale.id_taken for sale' }),
  ];

  const report = feltIn(felt, period);

  expect(report.reads).toEqual({ asked: 2, failedFirstTry: 1, failedAfterRetry: 0 });
  expect(report.writes).toEqual({ asked: 3, failedFirstTry: 3, failedAfterRetry: 2 });
  expect(report.reasons).toEqual({ '503 stock.unavailable': 3, '409 sale.id_taken for sale': 1 });
});

test('the pause is between two good answers, of anybody', () => {
  const felt = [good(0, 1_000), good(0, 2_000), good(500, 6_500), good(0, 9_900)];

  expect(feltIn(felt, period).longestPauseMs).toBe(4_500);
});

test('an outage that lasts to the end is a pause as well', () => {
  expect(feltIn([good(0, 1_000), good(1_000, 9_000, { reply: undefined })], period).longestPauseMs).toBe(
    9_000,
  );
});

test('recovery is counted from the return to the last failed try', () => {
  const late = good(5_000, 8_000, {
    failed: [
      { at: 4_000, reason: '503' },
      { at: 7_300, reason: '503' },
    ],
  });
  const early = good(1_000, 3_000, { failed: [{ at: 2_000, reason: '503' }] });

  expect(feltIn([late, early], period).recoveredMs).toBe(2_300);
  expect(feltIn([early], period).recoveredMs).toBe(0);
});
