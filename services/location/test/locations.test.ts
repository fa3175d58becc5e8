import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedLocation } from './start-location.ts';
import { clerk, customer, eventsOf, headOffice, nowhere, startLocation } from './start-location.ts';

let started: StartedLocation;
let location: StartedLocation['location'];

beforeAll(async () => {
  started = await startLocation();
  ({ location } = started);
});
afterAll(() => started.mesh.close());

const shop = (code: string, more: object = {}) => ({ code, name: 'Plateau', type: 'store', ...more });

async function open(code: string, more: object = {}) {
  const { body } = await location.call('POST', '/api/locations', { as: headOffice, body: shop(code, more) });
  return body as { id: string; code: string; version: number };
}

describe('POST /api/locations', () => {
  test('opens a place, answers it whole and tells of it', async () => {
    const body = shop('OPN1', { address: '4200, rue Saint-Denis', city: 'Montréal' });

    const answer = await location.call('POST', '/api/locations', { as: headOffice, body });

    expect(answer).toMatchObject({ status: 201, body: { ...body, active: true, version: 1 } });
    expect(answer.headers.get('location')).toBe(`/api/locations/${answer.body.id}`);
    const found = await location.call('GET', `/api/locations/${answer.body.id}`, { as: clerk });
    expect(found.body).toEqual(answer.body);
    expect(await eventsOf(started, answer.body.id)).toEqual([{ type: 'location.created.v1', version: 1 }]);
  });

  test('refuses a code that is taken, and keeps nothing of it', async () => {
    await open('TKN1');

    const answer = await location.call('POST', '/api/locations', {
      as: headOffice,
      body: shop('TKN1', { name: 'Other' }),
    });

    expect(answer).toMatchObject({ status: 409, body: { code: 'location.code_taken' } });
    const [{ count } = { count: 0 }] = await started.database.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM locations WHERE code = ?',
      ['TKN1'],
    );
    expect(count).toBe(1);
  });

  test('of ten posts of one code at once, one opens the place', async () => {
    const posts = Array.from({ length: 10 }, () =>
      location.call('POST', '/api/locations', { as: headOffice, body: shop('RACE1') }),
    );

    const statuses = (await Promise.all(posts)).map(({ status }) => status);

    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
  });

  test('lists every problem at once, unknown fields too', async () => {
    const body = { code: 'mtl-1', name: ' ', type: 'kiosk', city: 'x\u0000y', owner: 'me' };

    const answer = await location.call('POST', '/api/locations', { as: headOffice, body });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(['/city', '/code', '/name', '/owner', '/type']);
  });

  test('refuses what is not JSON', async () => {
    const torn = await location.call('POST', '/api/locations', { as: headOffice, rawBody: '{"code": "MTL' });
    const form = await location.call('POST', '/api/locations', {
      as: headOffice,
      rawBody: 'code=MTL1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(torn).toMatchObject({ status: 400, body: { code: 'request.not_json' } });
    expect(form).toMatchObject({ status: 415, body: { code: 'request.unsupported_media_type' } });
  });

  test('is for head office only', async () => {
    const nobody = await location.call('POST', '/api/locations', { body: shop('NOBDY') });
    const aClerk = await location.call('POST', '/api/locations', { as: clerk, body: shop('CLERK') });

    expect(nobody).toMatchObject({ status: 401, body: { code: 'token.missing' } });
    expect(aClerk).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
  });
});

describe('GET /api/locations', () => {
  test('gives pages, by type, in the order asked', async () => {
    await open('LOGB', { type: 'logistics' });
    await open('LOGA', { type: 'logistics' });

    const first = await location.call('GET', '/api/locations?type=logistics&size=1&sort=-code', {
      as: customer,
    });
    const second = await location.call('GET', '/api/locations?type=logistics&size=1&sort=-code&page=2', {
      as: customer,
    });

    expect(first).toMatchObject({
      status: 200,
      body: { items: [{ code: 'LOGB' }], page: 1, size: 1, total: 2 },
    });
    expect(second).toMatchObject({
      status: 200,
      body: { items: [{ code: 'LOGA' }], page: 2, size: 1, total: 2 },
    });
  });

  test('refuses a type that does not exist and a sort by a field that is none', async () => {
    const type = await location.call('GET', '/api/locations?type=kiosk', { as: clerk });
    const sort = await location.call('GET', '/api/locations?sort=version', { as: clerk });

    expect(type).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/type' }] } });
    expect(sort).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  test('asks who it is', async () => {
    expect(await location.call('GET', '/api/locations')).toMatchObject({ status: 401 });
  });
});

describe('GET /api/locations/:id', () => {
  test('says when there is none, and when the id is none', async () => {
    const missing = await location.call('GET', `/api/locations/${nowhere}`, { as: clerk });
    const junk = await location.call('GET', '/api/locations/1', { as: clerk });

    expect(missing).toMatchObject({ status: 404, body: { code: 'location.not_found' } });
    expect(junk).toMatchObject({ status: 400, body: { errors: [{ pointer: '/params/id' }] } });
  });

  test('asks who it is', async () => {
    expect(await location.call('GET', `/api/locations/${nowhere}`)).toMatchObject({ status: 401 });
  });
});

describe('PUT /api/locations/:id', () => {
  test('changes what is sent, keeps the rest, and tells of it', async () => {
    const { id } = await open('EDT1', { city: 'Laval' });
    const body = { code: 'EDT1', name: 'Mile End', type: 'store', active: false, version: 1 };

    const answer = await location.call('PUT', `/api/locations/${id}`, { as: headOffice, body });

    expect(answer).toMatchObject({
      status: 200,
      body: { id, name: 'Mile End', city: 'Laval', active: false, version: 2 },
    });
    expect((await location.call('GET', `/api/locations/${id}`, { as: clerk })).body).toEqual(answer.body);
    expect(await eventsOf(started, id)).toEqual([
      { type: 'location.created.v1', version: 1 },
      { type: 'location.changed.v1', version: 2 },
    ]);
  });

  test('of two people who saw the same version, one wins', async () => {
    const { id } = await open('EDT2');
    const edit = (name: string) =>
      location.call('PUT', `/api/locations/${id}`, {
        as: headOffice,
        body: { ...shop('EDT2'), name, version: 1 },
      });

    const answers = await Promise.all([edit('Mile End'), edit('Rosemont')]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'version.conflict' });
    expect(await eventsOf(started, id)).toHaveLength(2);
  });

  test('refuses the code of another place', async () => {
    await open('EDT3');
    const { id } = await open('EDT4');

    const answer = await location.call('PUT', `/api/locations/${id}`, {
      as: headOffice,
      body: { ...shop('EDT3'), version: 1 },
    });

    expect(answer).toMatchObject({ status: 409, body: { code: 'location.code_taken' } });
    expect((await location.call('GET', `/api/locations/${id}`, { as: clerk })).body).toMatchObject({
      code: 'EDT4',
      version: 1,
    });
  });

  test('refuses an edit without its version, and one of nothing', async () => {
    const { id } = await open('EDT5');

    const blind = await location.call('PUT', `/api/locations/${id}`, { as: headOffice, body: shop('EDT5') });
    const none = await location.call('PUT', `/api/locations/${nowhere}`, {
      as: headOffice,
      body: { ...shop('EDT9'), version: 1 },
    });

    expect(blind).toMatchObject({ status: 422, body: { errors: [{ pointer: '/version' }] } });
    expect(none).toMatchObject({ status: 404, body: { code: 'location.not_found' } });
  });

  test('is for head office only', async () => {
    const { id } = await open('EDT6');
    const body = { ...shop('EDT6'), name: 'Mine', version: 1 };

    expect(await location.call('PUT', `/api/locations/${id}`, { body })).toMatchObject({ status: 401 });
    expect(await location.call('PUT', `/api/locations/${id}`, { as: clerk, body })).toMatchObject({
      status: 403,
    });
  });
});
