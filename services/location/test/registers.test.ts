import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedLocation } from './start-location.ts';
import { clerk, eventsOf, headOffice, nowhere, startLocation } from './start-location.ts';

let started: StartedLocation;
let location: StartedLocation['location'];

beforeAll(async () => {
  started = await startLocation();
  ({ location } = started);
});
afterAll(() => started.mesh.close());

async function open(code: string): Promise<string> {
  const { body } = await location.call('POST', '/api/locations', {
    as: headOffice,
    body: { code, name: 'Shop', type: 'store' },
  });
  return body.id;
}
const add = (locationId: string, body: object) =>
  location.call('POST', `/api/locations/${locationId}/registers`, { as: headOffice, body });
const list = (locationId: string, query = '') =>
  location.call('GET', `/api/locations/${locationId}/registers${query}`, { as: clerk });

describe('POST /api/locations/:id/registers', () => {
  test('gives the next number, tells of the location, and is in the list', async () => {
    const id = await open('REG1');

    const first = await add(id, { name: 'Caisse 1' });
    const fifth = await add(id, { name: 'Caisse 5', number: 5 });
    const sixth = await add(id, { name: 'Caisse 6' });

    expect([first, fifth, sixth].map(({ status, body }) => [status, body.number])).toEqual([
      [201, 1],
      [201, 5],
      [201, 6],
    ]);
    expect((await list(id)).body.items).toEqual([first.body, fifth.body, sixth.body]);
    expect((await eventsOf(started, id)).at(-1)).toEqual({ type: 'location.changed.v1', version: 4 });
  });

  test('ten at once get ten numbers', async () => {
    const id = await open('REG2');

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => add(id, { name: `Caisse ${index}` })),
    );

    expect(answers.map(({ body }) => body.number).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  test('refuses a number that is taken, and changes nothing', async () => {
    const id = await open('REG3');
    await add(id, { name: 'Caisse 1', number: 1 });

    const answer = await add(id, { name: 'Other', number: 1 });

    expect(answer).toMatchObject({ status: 409, body: { code: 'register.number_taken' } });
    expect((await list(id)).body).toMatchObject({ total: 1, items: [{ name: 'Caisse 1' }] });
    expect(await eventsOf(started, id)).toHaveLength(2);
  });

  test('lists every problem at once, unknown fields too', async () => {
    const answer = await add(await open('REG4'), { name: '', number: 100, active: false });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(['/active', '/name', '/number']);
  });

  test('refuses what is not JSON', async () => {
    const path = `/api/locations/${await open('REG5')}/registers`;

    const torn = await location.call('POST', path, { as: headOffice, rawBody: '[' });
    const text = await location.call('POST', path, {
      as: headOffice,
      rawBody: 'till',
      headers: { 'content-type': 'text/plain' },
    });

    expect([torn.status, text.status]).toEqual([400, 415]);
  });

  test('says when there is no such location', async () => {
    expect(await add(nowhere, { name: 'Caisse' })).toMatchObject({
      status: 404,
      body: { code: 'location.not_found' },
    });
  });

  test('is for head office only', async () => {
    const path = `/api/locations/${await open('REG6')}/registers`;

    expect(await location.call('POST', path, { body: { name: 'Caisse' } })).toMatchObject({ status: 401 });
    expect(await location.call('POST', path, { as: clerk, body: { name: 'Caisse' } })).toMatchObject({
      status: 403,
    });
  });
});

describe('GET /api/locations/:id/registers', () => {
  test('gives pages in the order asked', async () => {
    const id = await open('LST1');
    for (const name of ['A', 'B', 'C']) await add(id, { name });

    const answer = await list(id, '?size=2&sort=-number&page=2');

    expect(answer).toMatchObject({
      status: 200,
      body: { items: [{ number: 1 }], page: 2, size: 2, total: 3 },
    });
  });

  test('says when there is no such location, and asks who it is', async () => {
    expect(await list(nowhere)).toMatchObject({ status: 404, body: { code: 'location.not_found' } });
    expect(await location.call('GET', `/api/locations/${nowhere}/registers`)).toMatchObject({ status: 401 });
  });
});
