import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Person, StartedAuth } from './start-auth.ts';
import { bearer, hire, pointersOf, startAuth } from './start-auth.ts';

let started: StartedAuth;
let auth: StartedAuth['auth'];
let office: Person;

beforeAll(async () => {
  started = await startAuth();
  ({ auth } = started);
  office = await hire(started, 'headOffice');
});
afterAll(() => started.mesh.close());

const refresh = (refreshToken: string) => auth.call('POST', '/api/auth/refresh', { body: { refreshToken } });
const logout = (refreshToken: string) => auth.call('POST', '/api/auth/logout', { body: { refreshToken } });
const refused = (code: string) => ({ status: 401, body: { code } });

describe('POST /api/auth/refresh', () => {
  test('answers the next refresh token and a new access token, again and again', async () => {
    const customer = await hire(started, 'customer');

    const first = await refresh(customer.refreshToken);
    const second = await refresh(first.body.refreshToken);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toMatchObject({ expiresIn: 900, user: { id: customer.id } });
    expect(second.body.refreshToken).not.toBe(first.body.refreshToken);
    expect(await auth.call('GET', '/api/auth/me', bearer(second.body.accessToken))).toMatchObject({
      status: 200,
    });
  });

  test('a token that comes twice ends the sign-in, of the newest token too, and no other', async () => {
    const customer = await hire(started, 'customer');
    const newest = await refresh(customer.refreshToken);

    const again = await refresh(customer.refreshToken);

    expect(again).toMatchObject(refused('auth.refresh_reused'));
    expect(await refresh(newest.body.refreshToken)).toMatchObject(refused('auth.refresh_invalid'));
    const other = await hire(started, 'customer');
    expect(await refresh(other.refreshToken)).toMatchObject({ status: 200 });
    expect((await auth.call('GET', '/metrics')).body).toMatch(/^refresh_tokens_reused_total [1-9]/m);
  });

  test('of two tabs with one token one goes on, and is signed out with the other', async () => {
    const customer = await hire(started, 'customer');

    const tabs = await Promise.all([refresh(customer.refreshToken), refresh(customer.refreshToken)]);

    expect(tabs.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const winner = tabs.find(({ status }) => status === 200);
    expect(await refresh(winner?.body.refreshToken)).toMatchObject(refused('auth.refresh_invalid'));
  });

  test('the new access token knows the role of now', async () => {
    const clerk = await hire(started, 'clerk');
    await auth.call('PATCH', `/api/users/${clerk.id}`, { ...office.signedIn, body: { role: 'manager' } });

    const { body } = await refresh(clerk.refreshToken);

    expect(decodeJwt(body.accessToken)).toMatchObject({ role: 'manager', locationId: started.shop });
  });

  test('a token that was not used in time, or is none, is refused', async () => {
    const customer = await hire(started, 'customer');
    await started.database
      .knex('refresh_families')
      .where('user_id', customer.id)
      .update({ expires_at: new Date('2020-01-01') });

    expect(await refresh(customer.refreshToken)).toMatchObject(refused('auth.refresh_invalid'));
    expect(await refresh('junk')).toMatchObject(refused('auth.refresh_invalid'));
    expect(await refresh(`01990000-0000-7000-8000-000000000000.${'A'.repeat(43)}`)).toMatchObject(
      refused('auth.refresh_invalid'),
    );
  });

  test('what is kept is not the token', async () => {
    const customer = await hire(started, 'customer');

    const rows = await started.database.query('SELECT * FROM refresh_families WHERE user_id = ?', [
      customer.id,
    ]);

    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(customer.refreshToken.split('.')[1]);
  });
});

describe('POST /api/auth/logout', () => {
  test('ends the sign-in', async () => {
    const customer = await hire(started, 'customer');

    const answer = await logout(customer.refreshToken);

    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await refresh(customer.refreshToken)).toMatchObject(refused('auth.refresh_invalid'));
  });

  test('says nothing of tokens that are none, and may come twice', async () => {
    const customer = await hire(started, 'customer');

    const answers = [
      await logout('junk'),
      await logout(customer.refreshToken),
      await logout(customer.refreshToken),
    ];

    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  });
});

describe.each(['/api/auth/refresh', '/api/auth/logout'])('POST %s', (path) => {
  test('lists every problem at once, unknown fields too', async () => {
    const answer = await auth.call('POST', path, { body: { refreshToken: '', userId: 'me' } });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/refreshToken', '/userId']);
  });

  test('refuses what is not JSON', async () => {
    const torn = await auth.call('POST', path, { rawBody: '{' });
    const text = await auth.call('POST', path, { rawBody: 'x', headers: { 'content-type': 'text/plain' } });

    expect([torn.status, text.status]).toEqual([400, 415]);
  });
});

describe('GET /api/auth/me', () => {
  test('says who is signed in', async () => {
    const clerk = await hire(started, 'clerk');

    const answer = await auth.call('GET', '/api/auth/me', clerk.signedIn);

    expect(answer).toMatchObject({
      status: 200,
      body: { id: clerk.id, username: clerk.username, role: 'clerk', locationId: started.shop },
    });
  });

  test('does not know who was deleted, though their token still verifies', async () => {
    const customer = await hire(started, 'customer');
    await auth.call('DELETE', `/api/users/${customer.id}`, office.signedIn);

    expect(await auth.call('GET', '/api/auth/me', customer.signedIn)).toMatchObject(refused('token.invalid'));
  });

  test('wants a token of ours', async () => {
    const other = await started.mesh.keys.userToken({ sub: office.id, role: 'headOffice' });
    const tampered = office.signedIn.headers.authorization.replace(/.{8}$/, 'AAAAAAAA');

    expect(await auth.call('GET', '/api/auth/me')).toMatchObject(refused('token.missing'));
    expect(await auth.call('GET', '/api/auth/me', bearer(other))).toMatchObject(refused('token.invalid'));
    expect(await auth.call('GET', '/api/auth/me', { headers: { authorization: tampered } })).toMatchObject(
      refused('token.invalid'),
    );
  });
});
