import { expect, test } from '@jest/globals';
import { FEED_START, nextCursor, readCursor, writeCursor } from './feed-cursor.ts';

const tea = '0193a1b0-0000-7000-8000-000000000001';
const noon = new Date('2026-12-01T12:00:00.000Z');
const earlier = new Date(noon.getTime() - 1);
const later = new Date(noon.getTime() + 1);

test('a cursor is read as it was written', () => {
  const between = { after: { at: noon, id: tea } };
  const within = { after: { at: noon, id: tea }, settledAt: earlier };

  expect([FEED_START, between, within].map((cursor) => readCursor(writeCursor(cursor)))).toEqual([
    FEED_START,
    between,
    within,
  ]);
});

test.each([
  '',
  'junk',
  '%%%',
  Buffer.from(`1 ${tea} x`).toString('base64url'),
  Buffer.from(`x ${tea}`).toString('base64url'),
  Buffer.from(`1 ${tea.slice(1)}`).toString('base64url'),
  Buffer.from(`999999999999999 ${tea}`).toString('base64url'),
  Buffer.from(`1 ${tea} 999999999999999`).toString('base64url'),
])('%p is no cursor', (text) => {
  expect(readCursor(text)).toBeUndefined();
});

test('while there is more, the feed goes on behind the last change, however young', () => {
  const place = { at: later, id: tea };

  expect(nextCursor(FEED_START, place, noon, true)).toEqual({ after: place, settledAt: noon });
});

test('at the end it goes on behind the last change when all before it was settled', () => {
  const place = { at: earlier, id: tea };

  expect(nextCursor(FEED_START, place, noon, false)).toEqual({ after: place });
  expect(nextCursor({ after: place }, undefined, noon, false)).toEqual({ after: place });
});

test('at the end it goes back to what was settled when the reader began to catch up', () => {
  const place = { at: later, id: tea };

  const { after } = nextCursor({ after: place, settledAt: noon }, undefined, noon, false);

  expect(after.at).toEqual(noon);
  expect(after.id < tea).toBe(true);
});
