import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { Person, StartedAuth } from './start-auth.ts';
import { eventsOf, hire, logIn, pointersOf, startAuth } from './start-auth.ts';

let started: StartedAuth;
let auth: StartedAuth['auth'];
let office: Person;
let clerk: Person;

beforeAll(async () => {
  started = await startAuth();
  ({ auth } = started);
  office = await hire(started, 'headOffice');
  clerk = await hire(started, 'clerk');
});
afterAll(() => started.mesh.close());

const nobody = '0193a1b0-0000-7000-8000-0000000000ff';
const password = 'quite long enough';
const create = (body: object) => auth.call('POST', '/api/users', { ...office.signedIn, body });
const edit = (id: string, body: object) =>
  auth.call('PATCH', `/api/users/${id}`, { ...office.signedIn, body });
const remove = (id: string, by = office) => auth.call('DELETE', `/api/users/${id}`, by.signedIn);
const find = (id: string) => auth.call('GET', `/api/users/${id}`, office.signedIn);
const list = (query: string) => auth.call('GET', `/api/users?${query}`, office.signedIn);
const unique = (name: string) => `${name}-${uuidv7()}`;

describe('POST /api/users', () => {
  test('adds a user who can sign in, and tells of them', async () => {
    const username = unique('manager');
    const body = { username, password, displayName: 'Ève', role: 'manager', locationId: started.shop };

    const answer = await create(body);

    const { password: _, ...shown } = body;
    expect(answer).toMatchObject({ status: 201, body: { ...shown, active: true, version: 1 } });
    expect(answer.headers.get('location')).toBe(`/api/users/${answer.body.id}`);
    expect((await find(answer.body.id)).body).toEqual(answer.body);
    expect(await logIn(auth, username, password)).toMatchObject({ status: 200 });
    expect(await eventsOf(started, answer.body.id)).toEqual([{ type: 'user.created.v1', version: 1 }]);
  });

  test.each(['headOffice', 'logistics', 'supplier', 'customer', 'operator'])(
    'adds a %s, who has no location',
    async (role) => {
      const placed = await create({ username: unique('placed'), password, role, locationId: started.shop });
      const free = await create({ username: unique('free'), password, role });

      expect(placed).toMatchObject({ status: 422, body: { code: 'user.location_not_allowed' } });
      expect(free).toMatchObject({ status: 201, body: { role, locationId: null } });
    },
  );

  test('a clerk needs a location that exists and is open', async () => {
    const wanted = { username: unique('clerk'), password, role: 'clerk' };

    const none = await create(wanted);
    const unknown = await create({ ...wanted, locationId: nobody });
    const closed = await create({ ...wanted, locationId: started.closedShop });

    expect(none).toMatchObject({ status: 422, body: { code: 'user.location_required' } });
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: 'location.unknown', errors: [{ pointer: '/locationId' }] },
    });
    expect(closed).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
    expect(await list(`search=${wanted.username}`)).toMatchObject({ body: { total: 0 } });
  });

  test('refuses a username that is taken', async () => {
    const answer = await create({ username: clerk.username, password, role: 'customer' });

    expect(answer).toMatchObject({ status: 409, body: { code: 'user.username_taken' } });
  });

  test('lists every problem at once, unknown fields too', async () => {
    const answer = await create({
      username: 'x',
      password: 'short',
      role: 'king',
      locationId: '1',
      version: 9,
    });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/locationId', '/password', '/role', '/username', '/version']);
  });

  test('refuses what is not JSON', async () => {
    const torn = await auth.call('POST', '/api/users', { ...office.signedIn, rawBody: '{' });
    const text = await auth.call('POST', '/api/users', {
      rawBody: 'x',
      headers: { ...office.signedIn.headers, 'content-type': 'text/plain' },
    });

    expect([torn.status, text.status]).toEqual([400, 415]);
  });
});

describe('GET /api/users', () => {
  test('gives pages by role, location and name, and no secrets', async () => {
    const names = [unique('anna'), unique('anna'), unique('anna')];
    for (const username of names)
      await create({ username, password, role: 'clerk', locationId: started.shop });

    const page = await list(
      `search=anna-&role=clerk&locationId=${started.shop}&sort=-username&size=2&page=2`,
    );

    const [first] = names.toSorted();
    expect(page).toMatchObject({
      status: 200,
      body: { page: 2, size: 2, total: 3, items: [{ username: first, deletedAt: null }] },
    });
    expect(JSON.stringify(page.body)).not.toMatch(/password|argon2/i);
  });

  test('a search takes % and _ as they are', async () => {
    expect(await list('search=%25')).toMatchObject({ status: 200, body: { total: 0 } });
  });

  test('refuses what cannot be asked', async () => {
    expect(await list('role=king&size=101')).toMatchObject({ status: 400 });
  });
});

describe('PATCH /api/users/:id', () => {
  test('changes what is sent, keeps the rest, and tells of it', async () => {
    const person = await hire(started, 'clerk');

    const answer = await edit(person.id, { displayName: 'Zoé', role: 'manager', version: 1 });

    expect(answer).toMatchObject({
      status: 200,
      body: {
        username: person.username,
        displayName: 'Zoé',
        role: 'manager',
        locationId: started.shop,
        version: 2,
      },
    });
    expect((await find(person.id)).body).toEqual(answer.body);
    expect(await eventsOf(started, person.id)).toEqual([
      { type: 'user.created.v1', version: 1 },
      { type: 'user.changed.v1', version: 2 },
    ]);
  });

  test('a new password replaces the old one and ends all sign-ins', async () => {
    const person = await hire(started, 'customer');

    await edit(person.id, { password: 'another long one' });

    expect(await logIn(auth, person.username, person.password)).toMatchObject({ status: 401 });
    expect(await logIn(auth, person.username, 'another long one')).toMatchObject({ status: 200 });
    const body = { refreshToken: person.refreshToken };
    expect(await auth.call('POST', '/api/auth/refresh', { body })).toMatchObject({ status: 401 });
  });

  test('of two people who saw the same version, one wins', async () => {
    const person = await hire(started, 'customer');

    const answers = await Promise.all(
      ['A', 'B'].map((displayName) => edit(person.id, { displayName, version: 1 })),
    );

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('version.conflict');
    expect(await eventsOf(started, person.id)).toHaveLength(2);
  });

  test('refuses a location that is none, a role without its location, a password that is the username', async () => {
    const person = await hire(started, 'customer');

    const answers = [
      await edit(clerk.id, { locationId: nobody }),
      await edit(person.id, { role: 'clerk' }),
      await edit(person.id, { password: person.username }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'location.unknown'],
      [422, 'user.location_required'],
      [422, 'password.is_username'],
    ]);
    expect((await find(person.id)).body).toMatchObject({ role: 'customer', version: 1 });
  });

  test('nobody takes their own rights away', async () => {
    const demoted = await edit(office.id, { role: 'customer' });
    const off = await edit(office.id, { active: false });

    expect([demoted, off].map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'user.self_demotion'],
      [409, 'user.self_demotion'],
    ]);
  });

  test('lists every problem at once, and refuses to change nothing, or a username', async () => {
    const answer = await edit(clerk.id, { displayName: '', active: 'no', username: 'new' });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/active', '/displayName', '/username']);
    expect(await edit(clerk.id, {})).toMatchObject({ status: 422 });
    expect(await edit(clerk.id, { version: 1 })).toMatchObject({ status: 422 });
  });

  test('refuses what is not JSON', async () => {
    const path = `/api/users/${clerk.id}`;
    const torn = await auth.call('PATCH', path, { ...office.signedIn, rawBody: '{' });
    const text = await auth.call('PATCH', path, {
      rawBody: 'x',
      headers: { ...office.signedIn.headers, 'content-type': 'text/plain' },
    });

    expect([torn.status, text.status]).toEqual([400, 415]);
  });
});

describe('DELETE /api/users/:id', () => {
  test('ends a user: gone from the list, never signed in again, kept in history', async () => {
    const person = await hire(started, 'customer');

    const answer = await remove(person.id);

    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await find(person.id)).toMatchObject({ status: 404 });
    expect(await list(`search=${person.username}`)).toMatchObject({ body: { total: 0 } });
    expect(await list(`deleted=true&search=${person.username}`)).toMatchObject({
      body: { total: 1, items: [{ id: person.id, active: false, deletedAt: expect.any(String) }] },
    });
    const body = { refreshToken: person.refreshToken };
    expect(await auth.call('POST', '/api/auth/refresh', { body })).toMatchObject({ status: 401 });
    expect(await create({ username: person.username, password, role: 'customer' })).toMatchObject({
      status: 409,
    });
    expect(await eventsOf(started, person.id)).toEqual([
      { type: 'user.created.v1', version: 1 },
      { type: 'user.deleted.v1', version: 2 },
    ]);
  });

  test('twice is once', async () => {
    const person = await hire(started, 'customer');

    const answers = [await remove(person.id), await remove(person.id)];

    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(await eventsOf(started, person.id)).toHaveLength(2);
  });

  test('nobody deletes themself', async () => {
    expect(await remove(office.id)).toMatchObject({ status: 409, body: { code: 'user.self_delete' } });
    expect(await find(office.id)).toMatchObject({ status: 200 });
  });

  test('of two who delete each other at once, one stays', async () => {
    const [one, other] = [await hire(started, 'headOffice'), await hire(started, 'headOffice')];

    const answers = await Promise.all([remove(other.id, one), remove(one.id, other)]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 403]);
  });
});

describe('who may', () => {
  const calls = () =>
    [
      ['GET', '/api/users', undefined],
      ['POST', '/api/users', { username: unique('x'), password, role: 'customer' }],
      ['GET', `/api/users/${clerk.id}`, undefined],
      ['PATCH', `/api/users/${clerk.id}`, { displayName: 'X' }],
      ['DELETE', `/api/users/${clerk.id}`, undefined],
    ] as const;

  test('not who is not signed in, and not a clerk', async () => {
    for (const [method, path, body] of calls()) {
      expect(await auth.call(method, path, { body })).toMatchObject({
        status: 401,
        body: { code: 'token.missing' },
      });
      const asClerk = await auth.call(method, path, { ...clerk.signedIn, body });
      expect(asClerk).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
    }
    expect(await find(clerk.id)).toMatchObject({ body: { active: true, version: 1 } });
  });

  test('who is not there is not found, and what is no id is malformed', async () => {
    const missing = [await find(nobody), await edit(nobody, { displayName: 'X' }), await remove(nobody)];

    expect(missing.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [404, 'user.not_found']),
    );
    expect(await find('1')).toMatchObject({ status: 400 });
  });
});

test('while the location service is away, only users of a location it did not speak of lately wait', async () => {
  const clerkAt = (locationId: string) =>
    create({ username: unique('placed'), password, role: 'clerk', locationId });
  await clerkAt(started.shop);
  started.mesh.gateway.route('location', () => ({ status: 503 }));

  const known = await clerkAt(started.shop);
  const placed = await clerkAt(uuidv7());
  const free = await create({ username: unique('free'), password, role: 'customer' });

  expect(placed).toMatchObject({ status: 503, body: { code: 'location.unavailable' } });
  expect(placed.headers.get('retry-after')).toBe('1');
  expect([known.status, free.status]).toEqual([201, 201]);
});
