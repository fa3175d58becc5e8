import { expect, test } from '@jest/globals';
import { digestOf, isLive, parseRefreshToken, refreshTokenOf } from './refresh-token.ts';

const familyId = '0193a1b0-0000-7000-8000-000000000001';
const secret = 'A'.repeat(43);

test('a token names its family and carries its secret', () => {
  expect(parseRefreshToken(refreshTokenOf(familyId, secret))).toEqual({ familyId, secret });
});

test.each([
  '',
  'junk',
  `${familyId}.`,
  `${familyId}.short`,
  `not-a-uuid.${secret}`,
  `${familyId}.${secret}x`,
])('%j is no token', (text) => {
  expect(parseRefreshToken(text)).toBeUndefined();
});

test('a digest does not show the secret', () => {
  expect(digestOf(secret)).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(secret)).not.toBe(digestOf('B'.repeat(43)));
});

test('a family lives until it expires or is revoked', () => {
  const now = new Date('2026-12-01T12:00:00Z');
  const family = {
    id: familyId,
    userId: 'lea',
    digest: '',
    expiresAt: new Date('2026-12-02'),
    revokedAt: null,
  };

  expect(isLive(family, now)).toBe(true);
  expect(isLive(family, new Date('2026-12-03'))).toBe(false);
  expect(isLive({ ...family, revokedAt: now }, now)).toBe(false);
});
