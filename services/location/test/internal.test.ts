import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedLocation } from './start-location.ts';
import { eventsOf, headOffice, nowhere, startLocation } from './start-location.ts';

let started: StartedLocation;
let location: StartedLocation['location'];

beforeAll(async () => {
  started = await startLocation();
  ({ location } = started);
});
afterAll(() => started.mesh.close());

const shop = (code: string, registers: number, more: object = {}) => ({
  code,
  name: `Shop ${code}`,
  type: 'store',
  registers: Array.from({ length: registers }, (_, index) => ({
    number: index + 1,
    name: `Caisse ${index + 1}`,
  })),
  ...more,
});
const upsert = (...locations: object[]) =>
  location.call('PUT', '/internal/locations', { from: 'mesh', body: { locations } });
const find = (id: string) => location.call('GET', `/internal/locations/${id}`, { from: 'sale' });

describe('PUT /internal/locations', () => {
  test('opens places with their registers, and answers their ids in the order asked', async () => {
    const answer = await upsert(shop('QC1', 2, { city: 'Québec' }), shop('AAA1', 0));

    expect(answer).toMatchObject({
      status: 200,
      body: { items: [{ code: 'QC1' }, { code: 'AAA1', registers: [] }] },
    });
    const [{ id, registers }] = answer.body.items;
    const found = await find(id);
    expect(found.body).toMatchObject({
      id,
      code: 'QC1',
      city: 'Québec',
      address: null,
      active: true,
      version: 1,
    });
    expect(
      found.body.registers.map(({ id: registerId, number }: { id: string; number: number }) => ({
        id: registerId,
        number,
      })),
    ).toEqual(registers);
    expect(await eventsOf(started, id)).toEqual([{ type: 'location.created.v1', version: 1 }]);
  });

  test('run again, it changes nothing and tells nobody', async () => {
    const first = await upsert(shop('AGN1', 3));

    const second = await upsert(shop('AGN1', 3));

    expect(second.body).toEqual(first.body);
    expect(await eventsOf(started, first.body.items[0].id)).toHaveLength(1);
  });

  test('run twice at the same time, both get the same places', async () => {
    const codes = Array.from({ length: 20 }, (_, index) => `TWO${index}`);

    const [one, other] = await Promise.all([
      upsert(...codes.map((code) => shop(code, 2))),
      upsert(...codes.toReversed().map((code) => shop(code, 2))),
    ]);

    expect(one.status).toBe(200);
    expect(one.body.items).toEqual(other.body.items.toReversed());
  });

  test('adds what is new to a place that is known', async () => {
    const first = await upsert(shop('NEW1', 1, { address: '1, rue A' }));
    const { id } = first.body.items[0];

    await upsert(shop('NEW1', 2, { name: 'Renamed' }));

    const found = await find(id);
    expect(found.body).toMatchObject({ name: 'Renamed', address: '1, rue A', version: 2 });
    expect(found.body.registers).toHaveLength(2);
    expect(found.body.registers[0].id).toBe(first.body.items[0].registers[0].id);
    expect(await eventsOf(started, id)).toEqual([
      { type: 'location.created.v1', version: 1 },
      { type: 'location.changed.v1', version: 2 },
    ]);
  });

  test('refuses a code or a register number named twice, and keeps nothing', async () => {
    const codes = await upsert(shop('DUP1', 1), shop('DUP1', 1));
    const numbers = await upsert({
      ...shop('DUP2', 1),
      registers: [
        { number: 1, name: 'A' },
        { number: 1, name: 'B' },
      ],
    });

    expect(codes).toMatchObject({ status: 422, body: { errors: [{ pointer: '/locations' }] } });
    expect(numbers).toMatchObject({ status: 422, body: { errors: [{ pointer: '/locations/0/registers' }] } });
    const rows = await started.database.query('SELECT id FROM locations WHERE code IN (?, ?)', [
      'DUP1',
      'DUP2',
    ]);
    expect(rows).toEqual([]);
  });

  test('refuses unknown fields, too many at once, and what is not JSON', async () => {
    const unknown = await upsert(shop('UNK1', 0, { active: false }));
    const many = await upsert(...Array.from({ length: 501 }, (_, index) => shop(`M${index}`, 0)));
    const torn = await location.call('PUT', '/internal/locations', { from: 'mesh', rawBody: '{' });
    const text = await location.call('PUT', '/internal/locations', {
      from: 'mesh',
      rawBody: 'x',
      headers: { 'content-type': 'text/plain' },
    });

    expect([unknown.status, many.status, torn.status, text.status]).toEqual([422, 422, 400, 415]);
  });

  test('is for the mesh command only', async () => {
    const body = { locations: [shop('WHO1', 0)] };

    const nobody = await location.call('PUT', '/internal/locations', { body });
    const person = await location.call('PUT', '/internal/locations', { as: headOffice, body });
    const sale = await location.call('PUT', '/internal/locations', { from: 'sale', body });

    expect([nobody.status, person.status, sale.status]).toEqual([401, 401, 403]);
  });
});

describe('GET /internal/locations', () => {
  test('gives every place to the mesh command, in order of code', async () => {
    await upsert(shop('ALL2', 1), shop('ALL1', 0, { type: 'logistics' }));

    const answer = await location.call('GET', '/internal/locations', { from: 'mesh' });

    expect(answer.status).toBe(200);
    const codes: string[] = answer.body.items.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(codes.toSorted());
    expect(answer.body.items).toContainEqual(expect.objectContaining({ code: 'ALL1', type: 'logistics' }));
  });

  test('is for the mesh command only', async () => {
    expect(await location.call('GET', '/internal/locations', { as: headOffice })).toMatchObject({
      status: 401,
    });
    expect(await location.call('GET', '/internal/locations', { from: 'sale' })).toMatchObject({
      status: 403,
    });
  });
});

describe('GET /internal/locations/:id', () => {
  test('says when there is none', async () => {
    expect(await find(nowhere)).toMatchObject({ status: 404, body: { code: 'location.not_found' } });
  });

  test.each(['auth', 'stock', 'cart', 'sale', 'order', 'mesh'] as const)('answers %s', async (from) => {
    expect(await location.call('GET', `/internal/locations/${nowhere}`, { from })).toMatchObject({
      status: 404,
    });
  });

  test('answers neither people nor other services', async () => {
    const path = `/internal/locations/${nowhere}`;

    expect(await location.call('GET', path)).toMatchObject({ status: 401 });
    expect(await location.call('GET', path, { as: headOffice })).toMatchObject({ status: 401 });
    expect(await location.call('GET', path, { from: 'payment' })).toMatchObject({ status: 403 });
  });
});
