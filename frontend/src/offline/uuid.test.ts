import { expect, test } from '@jest/globals';
import { uuidv7 } from './uuid.ts';

test('an id is a UUIDv7 of its moment, and no two are alike', () => {
  const at = Date.parse('2026-12-01T12:00:00.000Z');

  const [one, other] = [uuidv7(at), uuidv7(at)];

  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(one.replace('-', '').slice(0, 12), 16)).toBe(at);
  expect(one).not.toBe(other);
});
