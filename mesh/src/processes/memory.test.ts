import { expect, test } from '@jest/globals';
import { parsePss, pssBytes } from './memory.ts';

test('reads the proportional set size, not its parts', () => {
  const rollup = 'Rss:  125980 kB\nPss:   76227 kB\nPss_Dirty:   72428 kB\nSwapPss:  0 kB\n';

  expect(parsePss(rollup)).toBe(76_227 * 1024);
});

test('weighs this process between a megabyte and a few gigabytes', () => {
  const weight = pssBytes([process.pid]);

  expect(weight).toBeGreaterThan(1_000_000);
  expect(weight).toBeLessThan(4_000_000_000);
});

test('a process that has gone weighs nothing', () => {
  expect(pssBytes([2 ** 22 + 1])).toBe(0);
});
