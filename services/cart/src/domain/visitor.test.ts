import { expect, test } from '@jest/globals';
import { visitorOf } from './visitor.ts';

test('staff reach the carts of their own location, and none without one', () => {
  expect(visitorOf({ sub: 'u', role: 'manager', locationId: 'l' })).toEqual({
    owner: 'u',
    boundTo: 'l',
    kind: 'till',
  });
  expect(visitorOf({ sub: 'u', role: 'clerk' })).toMatchObject({ boundTo: '' });
});

test('a customer shops anywhere, a stranger as nobody', () => {
  expect(visitorOf({ sub: 'u', role: 'customer' })).toEqual({ owner: 'u', boundTo: null, kind: 'web' });
  expect(visitorOf(undefined)).toEqual({ owner: null, boundTo: null, kind: 'web' });
});

test.each(['headOffice', 'logistics', 'supplier', 'operator'] as const)(
  'the role %s has no carts',
  (role) => {
    expect(() => visitorOf({ sub: 'u', role })).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'role.forbidden' }),
    );
  },
);
