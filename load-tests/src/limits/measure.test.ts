import { expect, test } from '@jest/globals';
import { emptyRun } from '../drive/tally.ts';
import { interleave } from './measure.ts';
import type { Measure } from './measure.ts';

function fakeMeasure(name: string, calls: string[], perSlice: number): Measure {
  return {
    name,
    groups: new Map(),
    run: async (seconds) => {
      calls.push(`${name}${seconds}`);
      return { ...emptyRun(), sent: perSlice, succeeded: perSlice, elapsedMs: seconds * 1000 };
    },
  };
}

const plan = { rounds: 2, secondsPerSlice: 5, warmUpSeconds: 1, log: () => undefined };

test('takes turns there and back, after a warm-up that does not count', async () => {
  const calls: string[] = [];
  const measures = [fakeMeasure('a', calls, 50), fakeMeasure('b', calls, 10)];

  const measured = await interleave(measures, { ...plan, signal: new AbortController().signal });

  expect(calls).toEqual(['a1', 'b1', 'a5', 'b5', 'b5', 'a5']);
  expect(measured.get('a')).toMatchObject({ succeeded: 100, elapsedSeconds: 10, achievedPerSecond: 10 });
  expect(measured.get('b')).toMatchObject({ succeeded: 20, achievedPerSecond: 2 });
});

test('an answer that is wrong counts while warming up, too', async () => {
  const wrong: Measure = {
    name: 'a',
    groups: new Map(),
    run: async (seconds) => ({
      ...emptyRun(),
      unexpected: new Map(seconds === 1 ? [['wrong total', 3]] : []),
    }),
  };

  const measured = await interleave([wrong], { ...plan, signal: new AbortController().signal });

  expect(measured.get('a')?.unexpected).toEqual({ 'wrong total': 3 });
});

test('begins nothing more once interrupted', async () => {
  const calls: string[] = [];

  const attempt = interleave([fakeMeasure('a', calls, 1)], { ...plan, signal: AbortSignal.abort() });

  await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
  expect(calls).toEqual([]);
});
