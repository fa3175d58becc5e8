import { describe, expect, test } from '@jest/globals';
import { aUser, fakeAuth, fakePasswords } from './auth.fake.ts';
import type { LogInDeps } from './log-in.ts';
import { logIn } from './log-in.ts';
import type { User } from '../domain/user.ts';

const noon = new Date('2026-12-01T12:00:00Z');
const HOME = '203.0.113.9';
const ELSEWHERE = '198.51.100.1';

/** A door with these people behind it. Time passes only when told to. */
function door(...people: User[]) {
  const auth = fakeAuth(...people);
  const { passwords, checked } = fakePasswords();
  const deps: LogInDeps = {
    accounts: auth.accounts,
    passwords,
    inTransaction: (work) => auth.inTransaction(work),
    inTurn: (_, work) => work(),
  };
  let now = noon;
  let attempts = 0;
  const knock = (username: string, password: string, address = HOME) => {
    attempts += 1;
    const fresh = {
      id: `family-${attempts}`,
      secret: 's'.repeat(43),
      now,
      expiresAt: new Date('2027-01-01'),
    };
    return logIn(deps, { username, password, address, fresh });
  };
  return {
    auth,
    deps,
    knock,
    checked,
    wait: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    failFrom: async (address: string, times: number) => {
      const outcomes: string[] = [];
      for (let attempt = 0; attempt < times; attempt += 1) {
        outcomes.push((await knock('lea', 'wrong', address)).outcome);
      }
      return outcomes;
    },
  };
}

test('the right password begins a sign-in', async () => {
  const { auth, knock } = door(aUser());

  const result = await knock('lea', 'correct horse');

  expect(result).toMatchObject({
    outcome: 'ok',
    user: { id: aUser().id },
    refreshToken: expect.stringContaining('family-1.'),
  });
  expect(auth.families()).toMatchObject([{ id: 'family-1', userId: aUser().id, revokedAt: null }]);
});

test('the case of a username does not count', async () => {
  expect(await door(aUser()).knock('LEA', 'correct horse')).toMatchObject({ outcome: 'ok' });
});

test.each([
  ['a wrong password', aUser(), 'wrong'],
  ['a user who is switched off', aUser({ active: false }), 'correct horse'],
  ['a deleted user', aUser({ deletedAt: noon }), 'correct horse'],
  ['a user who is not there', aUser({ username: 'somebody' }), 'correct horse'],
])('%s is refused, after a password was checked, and nothing begins', async (_, user, password) => {
  const { auth, knock, checked } = door(user);

  const result = await knock('lea', password);

  expect(result).toEqual({ outcome: 'refused' });
  expect(checked()).toBe(1);
  expect(auth.families()).toEqual([]);
});

test('a password that was changed while it was checked opens nothing', async () => {
  const { auth, deps, knock } = door(aUser());
  const { matches } = deps.passwords;
  deps.passwords.matches = async (...args) => {
    await auth.unit.users.save(aUser({ passwordHash: 'hash of another' }));
    return matches(...args);
  };

  expect(await knock('lea', 'correct horse')).toEqual({ outcome: 'refused' });
  expect(auth.families()).toEqual([]);
});

describe('guessing', () => {
  test.each(['lea', 'nobody'])(
    'at %s, the sixth is told to wait, and then nothing is looked at',
    async (username) => {
      const { knock, checked } = door(aUser());

      for (let guess = 1; guess <= 5; guess += 1)
        expect(await knock(username, 'wrong')).toEqual({ outcome: 'refused' });

      expect(await knock(username, 'wrong')).toEqual({ outcome: 'throttled', waitSeconds: 2 });
      expect(await knock(username, 'correct horse')).toEqual({ outcome: 'throttled', waitSeconds: 2 });
      expect(checked()).toBe(6);
    },
  );

  test('after the wait the right password gets in, and its own failures are forgiven', async () => {
    const { knock, failFrom, wait } = door(aUser());
    await failFrom(HOME, 6);

    wait(2);

    expect(await knock('lea', 'correct horse')).toMatchObject({ outcome: 'ok' });
    expect(await failFrom(HOME, 5)).toEqual(Array.from({ length: 5 }, () => 'refused'));
  });

  test('at a deleted user gets slower even with their password, so that nobody learns it was theirs', async () => {
    const { knock } = door(aUser({ deletedAt: noon }));

    for (let guess = 1; guess <= 5; guess += 1) {
      expect(await knock('lea', 'correct horse')).toEqual({ outcome: 'refused' });
    }

    expect(await knock('lea', 'correct horse')).toEqual({ outcome: 'throttled', waitSeconds: 2 });
  });

  test('a person who mistypes now and then never waits', async () => {
    const { auth, knock, failFrom } = door(aUser());
    await knock('lea', 'correct horse');
    await failFrom(HOME, 4);

    await knock('lea', 'correct horse');

    expect(auth.failures()).toEqual([]);
    expect(await failFrom(HOME, 5)).toEqual(Array.from({ length: 5 }, () => 'refused'));
  });

  test('by strangers does not keep the owner out of a place they signed in from', async () => {
    const { knock, failFrom } = door(aUser());
    await knock('lea', 'correct horse', HOME);
    for (let stranger = 0; stranger < 10; stranger += 1) await failFrom(`198.51.100.${stranger}`, 5);

    const fromNew = await knock('lea', 'correct horse', '192.0.2.1');
    const fromHome = await knock('lea', 'correct horse', HOME);

    expect(fromNew).toMatchObject({ outcome: 'throttled' });
    expect(fromHome).toMatchObject({ outcome: 'ok' });
  });

  test('from the owner’s own place is told to wait, but the right password still gets in', async () => {
    const { knock, failFrom } = door(aUser());
    await knock('lea', 'correct horse', HOME);

    const outcomes = await failFrom(HOME, 20);

    expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'refused'));
    expect(outcomes.slice(5)).toEqual(Array.from({ length: 15 }, () => 'throttled'));
    expect(await knock('lea', 'correct horse', HOME)).toMatchObject({ outcome: 'ok' });
  });

  test('even there it ends after a hundred failures', async () => {
    const { knock, failFrom, checked } = door(aUser());
    await knock('lea', 'correct horse', HOME);
    await failFrom(HOME, 100);
    const before = checked();

    expect(await knock('lea', 'correct horse', HOME)).toMatchObject({ outcome: 'throttled' });
    expect(checked()).toBe(before);
  });

  test('one password at everybody from one address ends after two hundred', async () => {
    const { knock } = door(aUser());
    for (let guess = 0; guess < 201; guess += 1) await knock(`user-${guess}`, 'winter2026');

    expect(await knock('somebody-else', 'winter2026')).toMatchObject({ outcome: 'throttled' });
    expect(await knock('somebody-else', 'winter2026', ELSEWHERE)).toEqual({ outcome: 'refused' });
  });
});
