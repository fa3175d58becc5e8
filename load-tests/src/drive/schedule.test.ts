import { expect, test } from '@jest/globals';
import { createSchedule } from './schedule.ts';

test('hands out evenly spaced moments from the start', () => {
  const schedule = createSchedule(100, 5_000);

  expect([schedule.claim(), schedule.claim(), schedule.claim()]).toEqual([5_000, 5_010, 5_020]);
});

test('names every moment of a stall that nobody was free to take', () => {
  const schedule = createSchedule(10, 0);
  schedule.claim();

  expect(schedule.overdue(350)).toEqual([100, 200, 300]);
});

test('owes nothing while requests keep up', () => {
  const schedule = createSchedule(10, 0);
  schedule.claim();

  expect(schedule.overdue(99)).toEqual([]);
});
