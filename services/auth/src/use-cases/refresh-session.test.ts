import { expect, test } from '@jest/globals';
import { aUser, fakeAuth } from './auth.fake.ts';
import { logOut } from './log-out.ts';
import { refreshSession } from './refresh-session.ts';
import { startSession } from './start-session.ts';

const noon = new Date('2026-12-01T12:00:00Z');
const inADay = new Date('2026-12-02T12:00:00Z');
const inTwoDays = new Date('2026-12-03T12:00:00Z');
const familyId = '0193a1b0-0000-7000-8000-0000000000f1';
const secret = (letter: string) => letter.repeat(43);
const next = (letter: string, now = noon) => ({ secret: secret(letter), now, expiresAt: inTwoDays });

/** Somebody who has signed in, and their first refresh token. */
async function signedIn(user = aUser()) {
  const auth = fakeAuth(user);
  const token = await startSession(auth.unit, user.id, {
    id: familyId,
    secret: secret('A'),
    now: noon,
    expiresAt: inADay,
  });
  return { auth, token };
}

test('a refresh token is good for the next one, which lives longer', async () => {
  const { auth, token } = await signedIn();

  const result = await refreshSession(auth.unit, token, next('B'));

  expect(result).toMatchObject({
    outcome: 'ok',
    refreshToken: `${familyId}.${secret('B')}`,
    user: { username: 'lea' },
  });
  expect(auth.families()).toMatchObject([{ expiresAt: inTwoDays, revokedAt: null }]);
});

test('what is kept is not the token', async () => {
  const { auth } = await signedIn();

  expect(JSON.stringify(auth.families())).not.toContain(secret('A'));
});

test('a token that comes twice ends the sign-in, for who holds the newest too', async () => {
  const { auth, token } = await signedIn();
  const second = await refreshSession(auth.unit, token, next('B'));

  const again = await refreshSession(auth.unit, token, next('C'));

  expect(again).toEqual({ outcome: 'reused', userId: aUser().id });
  expect(auth.families()).toMatchObject([{ revokedAt: noon }]);
  const newest = second.outcome === 'ok' ? second.refreshToken : '';
  expect(await refreshSession(auth.unit, newest, next('D'))).toEqual({ outcome: 'invalid' });
});

test.each([
  ['junk', 'junk'],
  ['the token of a sign-in that never was', `0193a1b0-0000-7000-8000-0000000000f9.${secret('A')}`],
])('%s is not valid, and ends nothing', async (_, token) => {
  const { auth } = await signedIn();

  expect(await refreshSession(auth.unit, token, next('B'))).toEqual({ outcome: 'invalid' });
  expect(auth.families()).toMatchObject([{ revokedAt: null }]);
});

test('a token that was not used in time is not valid', async () => {
  const { auth, token } = await signedIn();

  expect(await refreshSession(auth.unit, token, next('B', inADay))).toEqual({ outcome: 'invalid' });
});

test.each([{ active: false }, { deletedAt: noon }])('with %j there is no next token', async (change) => {
  const { auth, token } = await signedIn();
  await auth.unit.users.save(aUser(change));

  expect(await refreshSession(auth.unit, token, next('B'))).toEqual({ outcome: 'invalid' });
});

test('after logging out the token is not valid', async () => {
  const { auth, token } = await signedIn();

  await logOut(auth.unit, token, noon);

  expect(await refreshSession(auth.unit, token, next('B'))).toEqual({ outcome: 'invalid' });
});

test('an old token logs out too, and junk logs nobody out', async () => {
  const { auth, token } = await signedIn();
  await refreshSession(auth.unit, token, next('B'));

  await logOut(auth.unit, 'junk', noon);
  expect(auth.families()).toMatchObject([{ revokedAt: null }]);
  await logOut(auth.unit, token, noon);

  expect(auth.families()).toMatchObject([{ revokedAt: noon }]);
});
