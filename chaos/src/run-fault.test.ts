import { expect, test } from '@jest/globals';
import type { FeltReport } from './clients/felt.ts';
import { missedBounds } from './run-fault.ts';

const calm: FeltReport = {
  reads: { asked: 100, failedFirstTry: 0, failedAfterRetry: 0 },
  writes: { asked: 50, failedFirstTry: 0, failedAfterRetry: 0 },
  reasons: {},
  longestPauseMs: 20,
  longestWaitMs: 90,
  recoveredMs: 0,
};
const rough = {
  ...calm,
  reads: { asked: 100, failedFirstTry: 2, failedAfterRetry: 0 },
  writes: { asked: 50, failedFirstTry: 3, failedAfterRetry: 0 },
  recoveredMs: 900,
};

test('what is within the bounds, or has none, is no problem', () => {
  expect(missedBounds(calm, { failedReads: 0, failedWrites: 0, recoveredMs: 0 })).toEqual([]);
  expect(missedBounds(rough, {})).toEqual([]);
  expect(missedBounds(rough, { failedReads: 2, failedWrites: 3, recoveredMs: 900 })).toEqual([]);
});

test('each bound that was missed is named with both numbers', () => {
  expect(missedBounds(rough, { failedReads: 0, failedWrites: 0, recoveredMs: 500 })).toEqual([
    'reads that failed at first: 2, at most 0',
    'writes that failed at first: 3, at most 0',
    'ms to recover: 900, at most 500',
  ]);
});

test('what fails for good is asked of no fault to allow', () => {
  const lost = { ...calm, writes: { asked: 50, failedFirstTry: 1, failedAfterRetry: 1 } };

  expect(missedBounds(lost, {})).toEqual(['writes that failed for good: 1, at most 0']);
});
