import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createReadQuota } from './read-quota.ts';

const SAMPLE_MS = 250;
const aQuota = () => createReadQuota({ sampleMs: SAMPLE_MS, lateMs: 50 });

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** How many can be inside at once; all have left afterwards. */
function room(quota: ReturnType<typeof createReadQuota>): number {
  const leaves = [];
  for (let leave = quota.enter(); leave !== undefined; leave = quota.enter()) leaves.push(leave);
  for (const leave of leaves) leave();
  return leaves.length;
}

function answering(
  quota: ReturnType<typeof createReadQuota>,
  perSecond: number,
  seconds = 5,
  delayMs = 0,
): void {
  for (let samples = 0; samples < seconds * 4; samples += 1) {
    for (let n = 0; n < perSecond / 4; n += 1) quota.enter()?.();
    quota.sample(delayMs);
  }
}

test('an idle service lets some in, to see how fast it is', () => {
  expect(room(aQuota())).toBe(32);
});

test('a fast one lets in what it answers within the time a reader waits', () => {
  const quota = aQuota();
  answering(quota, 1_000);
  expect(room(quota)).toBeGreaterThan(290);
  expect(room(quota)).toBeLessThanOrEqual(301);
});

/** A second in which `count` were answered, each after `tookMs`. */
function aSecondOf(quota: ReturnType<typeof createReadQuota>, count: number, tookMs: number): void {
  for (let samples = 0; samples < 4; samples += 1) {
    const leaves = Array.from({ length: count / 4 }, () => quota.enter());
    nowMs += tookMs;
    for (const leave of leaves) leave?.();
    quota.sample(0);
  }
}

test('a slow one lets in no more than it answers within that time, until it is quick or idle again', () => {
  const quota = aQuota();
  aSecondOf(quota, 40, 400);
  expect(room(quota)).toBe(16);
  for (let seconds = 0; seconds < 3; seconds += 1) aSecondOf(quota, 0, 0);
  expect(room(quota)).toBe(32);
});

test('what was stopped with the process does not make it a slow one', () => {
  const quota = aQuota();
  aSecondOf(quota, 40, 20);
  aSecondOf(quota, 4, 10_000);
  expect(room(quota)).toBe(32);
});

test('while the loop is late only a few are let in, and two seconds later as many as before', () => {
  const quota = aQuota();
  answering(quota, 120, 5, 80);
  expect(room(quota)).toBeLessThanOrEqual(13);
  answering(quota, 120, 1.75);
  expect(room(quota)).toBeLessThanOrEqual(13);
  answering(quota, 120, 0.25);
  expect(room(quota)).toBeGreaterThanOrEqual(32);
});

test('one that answers nothing while it is late lets in a few, to find out whether it still is', () => {
  const quota = aQuota();
  quota.sample(5_000);
  expect(room(quota)).toBe(8);
});
