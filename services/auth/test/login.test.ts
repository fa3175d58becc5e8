import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { countsOf } from '../src/domain/login-throttle.ts';
import { usernameKey } from '../src/domain/user.ts';
import type { Person, StartedAuth } from './start-auth.ts';
import { bearer, hire, logIn, pointersOf, startAuth, startReplica } from './start-auth.ts';

let started: StartedAuth;
let auth: StartedAuth['auth'];
let office: Person;

beforeAll(async () => {
  started = await startAuth();
  ({ auth } = started);
  office = await hire(started, 'headOffice');
});
afterAll(() => started.mesh.close());

const wrong = 'not the password';
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);
const count = (answers: { status: number }[], status: number) =>
  statuses(answers).filter((one) => one === status).length;

describe('POST /api/auth/login', () => {
  test('answers two tokens and the user, and nothing that is secret', async () => {
    const manager = await hire(started, 'manager');

    const answer = await logIn(auth, manager.username, manager.password);

    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).toSorted()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'user']);
    expect(answer.body.expiresIn).toBe(900);
    expect(answer.body.user).toEqual({
      id: manager.id,
      username: manager.username,
      displayName: manager.username,
      role: 'manager',
      locationId: started.shop,
      active: true,
      version: 1,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('the access token says who, what and where, for a quarter of an hour', async () => {
    const manager = await hire(started, 'manager');

    const { body } = await logIn(auth, manager.username, manager.password);

    const claims = decodeJwt(body.accessToken);
    expect(claims).toMatchObject({
      iss: 'comptoir',
      aud: 'comptoir-api',
      sub: manager.id,
      role: 'manager',
      locationId: started.shop,
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
    expect(decodeProtectedHeader(body.accessToken)).toEqual({ alg: 'EdDSA', kid: expect.any(String) });
    expect(await auth.call('GET', '/api/auth/me', bearer(body.accessToken))).toMatchObject({ status: 200 });
  });

  test('who works nowhere in particular has no location in the token', async () => {
    const { body } = await logIn(auth, office.username, office.password);

    expect(decodeJwt(body.accessToken)).not.toHaveProperty('locationId');
  });

  test('the case of a username does not count', async () => {
    expect(await logIn(auth, office.username.toUpperCase(), office.password)).toMatchObject({ status: 200 });
  });

  test('a space behind a username does: nobody has that name, and no guess at its owner goes uncounted', async () => {
    expect(await logIn(auth, `${office.username} `, office.password)).toMatchObject({ status: 401 });
  });

  test('an old token that is sent along is in nobody’s way', async () => {
    const { username, password } = office;
    const headers = { authorization: 'Bearer a.b.c' };

    const login = await auth.call('POST', '/api/auth/login', { headers, body: { username, password } });
    const { refreshToken } = login.body;
    const refresh = await auth.call('POST', '/api/auth/refresh', { headers, body: { refreshToken } });

    expect([login.status, refresh.status]).toEqual([200, 200]);
  });

  test('a wrong password, an unknown, a switched off and a deleted user are told the same', async () => {
    const [off, gone] = [await hire(started, 'customer'), await hire(started, 'customer')];
    await auth.call('PATCH', `/api/users/${off.id}`, { ...office.signedIn, body: { active: false } });
    await auth.call('DELETE', `/api/users/${gone.id}`, office.signedIn);

    const answers = [
      await logIn(auth, office.username, wrong),
      await logIn(auth, 'nobody-at-all', wrong),
      await logIn(auth, '¡not a username!', wrong),
      await logIn(auth, off.username, off.password),
      await logIn(auth, gone.username, gone.password),
    ];

    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401]);
    const told = answers.map(({ body }) => JSON.stringify({ ...body, traceId: '' }));
    expect(new Set(told).size).toBe(1);
    expect(answers[0]?.body.code).toBe('auth.invalid_credentials');
  });

  test('lists every problem at once, unknown fields too', async () => {
    const answer = await auth.call('POST', '/api/auth/login', { body: { username: '', role: 'operator' } });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(pointersOf(answer)).toEqual(['/password', '/role', '/username']);
  });

  test('refuses what is not JSON', async () => {
    const torn = await auth.call('POST', '/api/auth/login', { rawBody: '{"username": "a' });
    const form = await auth.call('POST', '/api/auth/login', {
      rawBody: 'username=a&password=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(statuses([torn, form])).toEqual([400, 415]);
  });

  test('ten right passwords at once are ten sign-ins', async () => {
    const customer = await hire(started, 'customer');

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => logIn(auth, customer.username, customer.password, '192.0.2.77')),
    );

    expect(count(answers, 200)).toBe(10);
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(10);
  });

  test('counts what became of each attempt', async () => {
    const counted = async (outcome: string) => {
      const { body } = await auth.call('GET', '/metrics');
      return Number(new RegExp(`^logins_total{outcome="${outcome}"} (\\d+)$`, 'm').exec(body)?.[1]);
    };
    const before = [await counted('ok'), await counted('refused')];

    await logIn(auth, office.username, office.password);
    await logIn(auth, 'nobody-counts', wrong);

    expect([await counted('ok'), await counted('refused')]).toEqual(before.map((value) => value + 1));
    expect(await counted('throttled')).toBeGreaterThanOrEqual(0);
  });
});

describe('guessing', () => {
  const HOME = '203.0.113.1';

  test('gets slower: the sixth guess waits, and says how long', async () => {
    const customer = await hire(started, 'customer');
    const guess = () => logIn(auth, customer.username, wrong, '198.51.100.1');

    const first = [await guess(), await guess(), await guess(), await guess(), await guess()];
    const sixth = await guess();

    expect(statuses(first)).toEqual([401, 401, 401, 401, 401]);
    expect(sixth).toMatchObject({ status: 429, body: { code: 'auth.throttled' } });
    expect(sixth.headers.get('retry-after')).toBe('2');
  });

  test('at a user who does not exist gets slower just the same', async () => {
    const guesses = [];
    for (let guess = 0; guess < 6; guess += 1)
      guesses.push(await logIn(auth, 'nobody-here', wrong, '198.51.100.2'));

    expect(statuses(guesses)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('thirty at once gets five looked at and one told to wait; the rest are not looked at', async () => {
    const customer = await hire(started, 'customer');

    const guesses = await Promise.all(
      Array.from({ length: 30 }, () => logIn(auth, customer.username, wrong, '198.51.100.3')),
    );

    expect(count(guesses, 401)).toBe(5);
    expect(count(guesses, 429)).toBe(25);
    const origin = { account: usernameKey(customer.username), address: '198.51.100.3' };
    const subjects = countsOf(origin, false).map(({ subject }) => subject);
    const lookedAt = await started.database.query<{ failures: number }>(
      'SELECT failures FROM login_failures WHERE subject IN (?, ?, ?)',
      subjects,
    );
    expect(lookedAt).toEqual(Array.from({ length: 3 }, () => ({ failures: 6 })));
  });

  test('from many addresses slows strangers, and leaves the owner alone where they signed in before', async () => {
    const customer = await hire(started, 'customer');
    await logIn(auth, customer.username, customer.password, HOME);
    for (let guess = 0; guess < 31; guess += 1)
      await logIn(auth, customer.username, wrong, `198.51.100.${100 + guess}`);

    const fromNew = await logIn(auth, customer.username, customer.password, '192.0.2.9');
    const fromHome = await logIn(auth, customer.username, customer.password, HOME);

    expect([fromNew.status, fromHome.status]).toEqual([429, 200]);
  });

  test('from the owner’s own address is told to wait, and the right password gets in all the same', async () => {
    const customer = await hire(started, 'customer');
    await logIn(auth, customer.username, customer.password, HOME);

    const guesses = [];
    for (let guess = 0; guess < 10; guess += 1)
      guesses.push(await logIn(auth, customer.username, wrong, HOME));

    expect([count(guesses, 401), count(guesses, 429)]).toEqual([5, 5]);
    expect(await logIn(auth, customer.username, customer.password, HOME)).toMatchObject({ status: 200 });
  });

  test('at one replica counts at the other', async () => {
    const { auth: second } = await startReplica(started.mesh, {}, auth);
    const customer = await hire(started, 'customer');
    for (let guess = 0; guess < 6; guess += 1) await logIn(auth, customer.username, wrong, '198.51.100.4');

    const answer = await logIn(second, customer.username, customer.password, '198.51.100.4');

    expect(answer.status).toBe(429);
  });
});

test('a flood of logins is shed with 503, and the rest of the service answers', async () => {
  const { auth: small } = await startReplica(
    started.mesh,
    { PASSWORD_HASHES_AT_ONCE: '1', PASSWORD_HASHES_WAITING: '2' },
    auth,
  );

  const flood = Promise.all(
    Array.from({ length: 20 }, (_, index) => logIn(small, `flood-${index}`, wrong, `192.0.2.${index}`)),
  );
  const me = await small.call('GET', '/api/auth/me', office.signedIn);
  const answers = await flood;

  expect(me.status).toBe(200);
  expect(count(answers, 401)).toBeGreaterThanOrEqual(3);
  expect(count(answers, 503)).toBeGreaterThan(0);
  expect(count(answers, 401) + count(answers, 503)).toBe(20);
  const shed = answers.find(({ status }) => status === 503);
  expect(shed?.body.code).toBe('auth.overloaded');
  expect(shed?.headers.get('retry-after')).toBe('1');
});

test('what is kept of a password is an Argon2id hash', async () => {
  const [row] = await started.database.query<{ hash: string }>(
    'SELECT password_hash AS hash FROM users WHERE id = ?',
    [office.id],
  );

  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
