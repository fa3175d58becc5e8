import { expect, test } from '@jest/globals';
import { aUser } from '../use-cases/auth.fake.ts';
import { assertPlaced, canSignIn, changedUser, profileOf } from './user.ts';

test.each(['clerk', 'manager'] as const)('a %s works at one location', (role) => {
  expect(() => {
    assertPlaced({ role, locationId: null });
  }).toThrow(expect.objectContaining({ kind: 'invalid', code: 'user.location_required' }));
  expect(() => {
    assertPlaced({ role, locationId: 'shop' });
  }).not.toThrow();
});

test.each(['headOffice', 'logistics', 'supplier', 'customer', 'operator'] as const)(
  'a %s belongs to none',
  (role) => {
    expect(() => {
      assertPlaced({ role, locationId: 'shop' });
    }).toThrow(expect.objectContaining({ kind: 'invalid', code: 'user.location_not_allowed' }));
    expect(() => {
      assertPlaced({ role, locationId: null });
    }).not.toThrow();
  },
);

test('changes that change nothing leave the version alone', () => {
  const user = aUser();

  expect(changedUser(user, { displayName: user.displayName, active: true })).toBe(user);
});

test('a change is the next version, and the rest stays', () => {
  const clerk = aUser({ role: 'clerk', locationId: 'shop', version: 3 });

  const manager = changedUser(clerk, { role: 'manager' });

  expect(manager).toEqual({ ...clerk, role: 'manager', version: 4 });
});

test('a role that has no location gives it up', () => {
  const clerk = aUser({ role: 'clerk', locationId: 'shop' });

  expect(changedUser(clerk, { role: 'headOffice' })).toMatchObject({ role: 'headOffice', locationId: null });
});

test('a role that needs a location does not come without one', () => {
  expect(() => changedUser(aUser(), { role: 'clerk' })).toThrow(
    expect.objectContaining({ code: 'user.location_required' }),
  );
  expect(changedUser(aUser(), { role: 'clerk', locationId: 'shop' })).toMatchObject({ locationId: 'shop' });
});

test('who is switched off or deleted cannot sign in', () => {
  expect(canSignIn(aUser())).toBe(true);
  expect(canSignIn(aUser({ active: false }))).toBe(false);
  expect(canSignIn(aUser({ deletedAt: new Date() }))).toBe(false);
});

test('a profile has no password in it', () => {
  expect(Object.keys(profileOf(aUser())).toSorted()).toEqual([
    'active',
    'displayName',
    'id',
    'locationId',
    'role',
    'username',
    'version',
  ]);
});
