import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { decodeProtectedHeader } from 'jose';
import type { StartedAuth } from './start-auth.ts';
import { bearer, eventsOf, hire, logIn, startAuth, startReplica } from './start-auth.ts';

let started: StartedAuth;
let auth: StartedAuth['auth'];

beforeAll(async () => {
  started = await startAuth({ SIGNING_KEY_LEAD_SECONDS: '1' });
  ({ auth } = started);
});
afterAll(() => started.mesh.close());

const password = 'quite long enough';
const put = (...users: object[]) => auth.call('PUT', '/internal/users', { from: 'mesh', body: { users } });
const kidOf = (token: string) => decodeProtectedHeader(token).kid;

async function publishedKids(service = auth): Promise<string[]> {
  const { body } = await service.call('GET', '/internal/jwks');
  return body.keys.map(({ kid }: { kid: string }) => kid);
}

describe('GET /internal/jwks', () => {
  test('gives public keys, to anyone, and only their public half', async () => {
    const answer = await auth.call('GET', '/internal/jwks');

    expect(answer.status).toBe(200);
    for (const key of answer.body.keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
  });

  test('replicas that start on an empty database together make one key', async () => {
    const other = await startAuth();
    const { auth: second } = await startReplica(other.mesh, {}, other.auth);

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => publishedKids(index % 2 === 0 ? other.auth : second)),
    );

    expect(new Set(answers.flat()).size).toBe(1);
    await other.mesh.close();
  });

  test('private keys are kept encrypted', async () => {
    await publishedKids();

    const rows = await started.database.query('SELECT * FROM signing_keys', []);

    expect(JSON.stringify(rows)).not.toContain('"d"');
    expect(JSON.stringify(rows)).not.toContain('OKP');
  });

  test('with another secret nothing is signed, and no user is told why', async () => {
    const person = await hire(started, 'customer');
    const { auth: stranger } = await startReplica(
      started.mesh,
      { AUTH_KEY_SECRET: randomBytes(32).toString('base64url') },
      auth,
    );

    const answer = await logIn(stranger, person.username, person.password);

    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.error' } });
    expect(JSON.stringify(answer.body)).not.toContain('SECRET');
    started.mesh.gateway.route('auth', { url: auth.url });
  });
});

describe('POST /internal/signing-keys/rotate', () => {
  test('publishes a key before it signs, goes on publishing the old one, and signs nobody out', async () => {
    const before = await hire(started, 'customer');
    const oldKid = kidOf(before.signedIn.headers.authorization.slice('Bearer '.length));

    const rotated = await auth.call('POST', '/internal/signing-keys/rotate', { from: 'mesh' });
    const early = await logIn(auth, before.username, before.password);
    const again = await auth.call('POST', '/internal/signing-keys/rotate', { from: 'mesh' });

    expect(rotated).toMatchObject({
      status: 201,
      body: { kid: expect.any(String), signsFrom: expect.any(String) },
    });
    expect(await publishedKids()).toEqual(expect.arrayContaining([oldKid, rotated.body.kid]));
    expect(kidOf(early.body.accessToken)).toBe(oldKid);
    expect(again).toMatchObject({ status: 409, body: { code: 'signing_key.pending' } });
    const late = await waitUntil(async () => {
      const { body } = await logIn(auth, before.username, before.password);
      return kidOf(body.accessToken) === rotated.body.kid ? body : undefined;
    });
    expect(await auth.call('GET', '/api/auth/me', bearer(late.accessToken))).toMatchObject({ status: 200 });
    expect(await auth.call('GET', '/api/auth/me', before.signedIn)).toMatchObject({ status: 200 });
  });

  test('is for the mesh command only', async () => {
    const operator = await hire(started, 'operator');
    const path = '/internal/signing-keys/rotate';

    expect(await auth.call('POST', path)).toMatchObject({ status: 401 });
    expect(await auth.call('POST', path, operator.signedIn)).toMatchObject({ status: 401 });
    expect(await auth.call('POST', path, { from: 'sale' })).toMatchObject({ status: 403 });
  });
});

describe('PUT /internal/users', () => {
  test('creates who is missing, leaves who exists, and may run again', async () => {
    const clerk = {
      username: 'demo-clerk',
      password,
      displayName: 'Démo',
      role: 'clerk',
      locationId: started.shop,
    };
    const boss = { username: 'demo-boss', password, role: 'headOffice' };
    const first = await put(clerk);

    const second = await put(
      { ...clerk, username: 'DEMO-clerk', password: 'another password', displayName: 'X' },
      boss,
    );
    const third = await put(clerk, boss);

    expect(first).toMatchObject({
      status: 200,
      body: { items: [{ username: 'demo-clerk', created: true }] },
    });
    expect(second.body.items).toMatchObject([
      { id: first.body.items[0].id, created: false },
      { created: true },
    ]);
    expect(third.body.items.map(({ created }: { created: boolean }) => created)).toEqual([false, false]);
    const { body } = await logIn(auth, 'demo-clerk', password);
    expect(body.user).toMatchObject({ displayName: 'Démo', version: 1 });
    expect(await eventsOf(started, body.user.id)).toEqual([{ type: 'user.created.v1', version: 1 }]);
  });

  test('two imports at once create each user once', async () => {
    const users = Array.from({ length: 8 }, (_, index) => ({
      username: `twice-${index}`,
      password,
      role: 'customer',
    }));

    const [one, other] = await Promise.all([put(...users), put(...users)]);

    expect([one.status, other.status]).toEqual([200, 200]);
    const ids = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id);
    expect(ids(one)).toEqual(ids(other));
    const created = [...one.body.items, ...other.body.items].filter(
      ({ created: isNew }: { created: boolean }) => isNew,
    );
    expect(created).toHaveLength(8);
  });

  test('refuses a location that is none, and creates nobody', async () => {
    const locationId = '0193a1b0-0000-7000-8000-0000000000ff';

    const answer = await put(
      { username: 'fine', password, role: 'customer' },
      { username: 'lost', password, role: 'clerk', locationId },
    );

    expect(answer).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
    expect(await logIn(auth, 'fine', password)).toMatchObject({ status: 401 });
  });

  test('refuses unknown fields, too many at once, and what is not JSON', async () => {
    const unknown = await put({ username: 'unknown', password, role: 'customer', id: 1 });
    const many = await put(
      ...Array.from({ length: 501 }, (_, index) => ({
        username: `many-${index}`,
        password,
        role: 'customer',
      })),
    );
    const torn = await auth.call('PUT', '/internal/users', { from: 'mesh', rawBody: '{' });
    const text = await auth.call('PUT', '/internal/users', {
      from: 'mesh',
      rawBody: 'x',
      headers: { 'content-type': 'text/plain' },
    });

    expect([unknown.status, many.status, torn.status, text.status]).toEqual([422, 422, 400, 415]);
  });

  test('is for the mesh command only', async () => {
    const office = await hire(started, 'headOffice');
    const body = { users: [{ username: 'mallory', password, role: 'operator' }] };

    expect(await auth.call('PUT', '/internal/users', { body })).toMatchObject({ status: 401 });
    expect(await auth.call('PUT', '/internal/users', { ...office.signedIn, body })).toMatchObject({
      status: 401,
    });
    expect(await auth.call('PUT', '/internal/users', { from: 'sale', body })).toMatchObject({ status: 403 });
  });
});
