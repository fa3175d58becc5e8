import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { scenarios } from '../scenarios/index.ts';
import { boundsWhenOffered, judge, readThresholds } from './thresholds.ts';

test('a bound is met at its edge and missed beyond it', () => {
  const verdicts = judge({ rate: 300, p99Ms: 250.5 }, { rate: { atLeast: 300 }, p99Ms: { atMost: 250 } });

  expect(verdicts).toEqual([
    { measure: 'rate', measured: 300, wanted: '>= 300', met: true },
    { measure: 'p99Ms', measured: 250.5, wanted: '<= 250', met: false },
  ]);
});

test('a measure that was not taken misses its bound', () => {
  expect(judge({}, { checkoutPerSecond: { atLeast: 1 } })).toMatchObject([{ met: false }]);
});

test('who offers less than the bound must have nearly all of it answered', () => {
  const bounds = { achievedPerSecond: { atLeast: 300 }, p99Ms: { atMost: 250 } };

  expect(boundsWhenOffered(bounds, 100)).toEqual({
    achievedPerSecond: { atLeast: 98 },
    p99Ms: { atMost: 250 },
  });
  expect(boundsWhenOffered(bounds, 1000)).toEqual(bounds);
  expect(boundsWhenOffered(bounds, undefined)).toEqual(bounds);
  expect(boundsWhenOffered({}, 100)).toEqual({ achievedPerSecond: { atLeast: 98 } });
});

test('thresholds.json speaks of every scenario and of nothing else', async () => {
  const thresholds = await readThresholds(join(import.meta.dirname, '../../thresholds.json'));

  expect(Object.keys(thresholds).toSorted()).toEqual([...scenarios.keys(), 'limits', 'tracing'].toSorted());
});
