import { expect, test } from '@jest/globals';
import { createBackOff } from './back-off.ts';

test('doubles while it keeps failing, up to half a minute', () => {
  const backOff = createBackOff();

  const waits = Array.from({ length: 11 }, () => backOff.next(50));

  expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800]);
  expect(waits.at(-1)).toBe(30_000);
});

test('a healthy run starts it anew', () => {
  const backOff = createBackOff();
  for (let failure = 0; failure < 5; failure += 1) backOff.next(50);

  expect(backOff.next(30_000)).toBe(100);
});
