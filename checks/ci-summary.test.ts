import { expect, test } from '@jest/globals';
import { summary } from './ci-summary.ts';

test('counts tests, and a test file that could not be loaded as a failure', () => {
  const results = { numPassedTests: 41, numFailedTests: 2, numRuntimeErrorTestSuites: 1, numTotalTests: 43 };

  expect(summary(JSON.stringify(results))).toBe('41 passed, 3 failed');
});

test('an empty file, left by a run that crashed, is not a success', () => {
  expect(() => summary('')).toThrow('JSON');
});
