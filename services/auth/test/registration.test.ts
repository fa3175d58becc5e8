import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { StartedAuth } from './start-auth.ts';
import { bearer, eventsOf, hire, logIn, pointersOf, startAuth } from './start-auth.ts';

let started: StartedAuth;
let auth: StartedAuth['auth'];

beforeAll(async () => {
  started = await startAuth();
  ({ auth } = started);
});
afterAll(() => started.mesh.close());

const password = 'quite long enough';
const register = (body: object) => auth.call('POST', '/api/auth/register', { body });

describe('POST /api/auth/register', () => {
  test('makes a customer, signs them in, and tells of them without their password', async () => {
    const answer = await register({ username: 'Ana.Roy@example.ca', password, displayName: 'Ana Roy' });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      expiresIn: 900,
      user: { username: 'Ana.Roy@example.ca', displayName: 'Ana Roy', role: 'customer', locationId: null },
    });
    expect(decodeJwt(answer.body.accessToken)).toMatchObject({ role: 'customer', sub: answer.body.user.id });
    expect(await auth.call('GET', '/api/auth/me', bearer(answer.body.accessToken))).toMatchObject({
      status: 200,
    });
    expect(await logIn(auth, 'ana.roy@example.ca', password)).toMatchObject({ status: 200 });
    expect(await eventsOf(started, answer.body.user.id)).toEqual([{ type: 'user.created.v1', version: 1 }]);
    const outbox = await started.database.query<{ envelope: string }>('SELECT envelope FROM outbox', []);
    expect(JSON.stringify(outbox)).not.toMatch(/password|argon2/);
  });

  test('refuses a username that is taken, in any case, and changes nothing of its owner', async () => {
    const customer = await hire(started, 'customer');

    const answer = await register({ username: customer.username.toUpperCase(), password });

    expect(answer).toMatchObject({ status: 409, body: { code: 'user.username_taken' } });
    expect(await logIn(auth, customer.username, customer.password)).toMatchObject({ status: 200 });
  });

  test('of ten registrations of one username at once, one succeeds', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => register({ username: 'race', password })),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  test('a role, a location, anything else that is sent is refused', async () => {
    const answer = await register({ username: 'mallory', password, role: 'headOffice' });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/role' }] } });
    expect(await logIn(auth, 'mallory', password)).toMatchObject({ status: 401 });
  });

  test('lists every problem at once', async () => {
    const answer = await register({
      username: 'é',
      password: 'too short',
      displayName: 'a\u0000b',
      admin: true,
    });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/admin', '/displayName', '/password', '/username']);
  });

  test('a password asks for length only, and must not be the username', async () => {
    const plain = await register({ username: 'plain', password: 'aaaaaaaaaa' });
    const same = await register({ username: 'same.as.this', password: 'Same.As.This' });

    expect(plain.status).toBe(201);
    expect(same).toMatchObject({
      status: 422,
      body: { code: 'password.is_username', errors: [{ pointer: '/password' }] },
    });
  });

  test('refuses what is not JSON', async () => {
    const torn = await auth.call('POST', '/api/auth/register', { rawBody: '{' });
    const text = await auth.call('POST', '/api/auth/register', {
      rawBody: 'x',
      headers: { 'content-type': 'text/plain' },
    });

    expect([torn.status, text.status]).toEqual([400, 415]);
  });
});
