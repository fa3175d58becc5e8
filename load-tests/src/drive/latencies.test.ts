import { expect, test } from '@jest/globals';
import { createLatencies } from './latencies.ts';

const recorded = (values: readonly number[]) => {
  const latencies = createLatencies();
  for (const value of values) latencies.record(value);
  return latencies;
};

test('percentiles of 1 to 1000 ms are where they belong', () => {
  const latencies = recorded(Array.from({ length: 1000 }, (_, index) => index + 1));

  const { p50, p95, p99, max } = latencies.summary();

  expect(p50).toBeCloseTo(500, -1);
  expect(p95).toBeCloseTo(950, -1);
  expect(p99).toBeCloseTo(990, -1);
  expect(max).toBeCloseTo(1000, -1);
});

test('answers far below a millisecond are told apart', () => {
  const latencies = recorded([0.2, 0.2, 0.2, 0.9]);

  expect(latencies.summary().p50).toBeCloseTo(0.2, 2);
  expect(latencies.summary().max).toBeCloseTo(0.9, 2);
});

test('slices add up to what one recording of both would have been', () => {
  const total = recorded([1, 1, 1]);

  total.add(recorded([9]));

  expect(total.count()).toBe(4);
  expect(total.summary().p50).toBeCloseTo(1, 2);
  expect(total.summary().max).toBeCloseTo(9, 1);
});

test('nothing recorded reads as zero, not as the largest number', () => {
  expect(createLatencies().summary()).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
});
