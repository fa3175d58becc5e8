import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedProduct } from './product-service.ts';
import { aDraft, manager, nowhere, startProduct } from './product-service.ts';

let started: StartedProduct;
let asHeadOffice: StartedProduct['asHeadOffice'];
let create: StartedProduct['create'];

beforeAll(async () => {
  started = await startProduct();
  ({ asHeadOffice, create } = started);
});
afterAll(() => started.mesh.close());

const read = (id: string) => started.product.call('GET', `/api/products/${id}`);
const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer).toSorted();

describe('POST /api/products', () => {
  test('puts a product on sale, answers it whole and tells of it', async () => {
    const body = aDraft();

    const answer = await asHeadOffice('POST', '/api/products', { body });

    expect(answer).toMatchObject({ status: 201, body: { ...body, active: true, version: 1 } });
    expect(answer.headers.get('location')).toBe(`/api/products/${answer.body.id}`);
    expect((await read(answer.body.id)).body).toEqual(answer.body);
    expect(await started.eventsOf(answer.body.id)).toEqual([{ type: 'product.created.v1', version: 1 }]);
  });

  test('takes a product without a barcode, and many of them', async () => {
    const { barcode: _, ...body } = aDraft();

    const first = await asHeadOffice('POST', '/api/products', { body });
    const second = await asHeadOffice('POST', '/api/products', { body: aDraft({ barcode: null }) });

    expect(first).toMatchObject({ status: 201, body: { barcode: null } });
    expect(second.status).toBe(201);
  });

  test('refuses a SKU that is taken, in capitals or not, and keeps nothing', async () => {
    const { sku } = await create();

    const same = await asHeadOffice('POST', '/api/products', { body: aDraft({ sku }) });
    const small = await asHeadOffice('POST', '/api/products', { body: aDraft({ sku: sku.toLowerCase() }) });

    expect(same).toMatchObject({ status: 409, body: { code: 'product.sku_taken' } });
    expect(small).toMatchObject({ status: 409, body: { code: 'product.sku_taken' } });
    expect(await started.database.query('SELECT sku FROM products WHERE sku = ?', [sku])).toHaveLength(1);
  });

  test('refuses a barcode that is taken', async () => {
    const { barcode } = await create();

    const answer = await asHeadOffice('POST', '/api/products', { body: aDraft({ barcode }) });

    expect(answer).toMatchObject({ status: 409, body: { code: 'product.barcode_taken' } });
  });

  test('of ten posts of one SKU at once, one is kept', async () => {
    const drafts = Array.from({ length: 10 }, () => aDraft({ sku: 'RACE-1' }));

    const answers = await Promise.all(drafts.map((body) => asHeadOffice('POST', '/api/products', { body })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  test('lists every problem at once, a wrong check digit and unknown fields too', async () => {
    const body = {
      ...aDraft(),
      sku: 'a b',
      barcode: '4006381333932',
      nameFr: ' ',
      nameEn: 'x\u0000y',
      taxClass: 'free',
      priceCents: 1.5,
      version: 7,
    };

    const answer = await asHeadOffice('POST', '/api/products', { body });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(pointersOf(answer)).toEqual([
      '/barcode',
      '/nameEn',
      '/nameFr',
      '/priceCents',
      '/sku',
      '/taxClass',
      '/version',
    ]);
  });

  test.each([-1, 10_000_001, '499', null])('refuses a price of %p', async (priceCents) => {
    const answer = await asHeadOffice('POST', '/api/products', { body: { ...aDraft(), priceCents } });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/priceCents']);
  });

  test('refuses what is not JSON', async () => {
    const torn = await asHeadOffice('POST', '/api/products', { rawBody: '{"sku": ' });
    const form = await asHeadOffice('POST', '/api/products', {
      rawBody: 'sku=TEA',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(torn).toMatchObject({ status: 400, body: { code: 'request.not_json' } });
    expect(form).toMatchObject({ status: 415, body: { code: 'request.unsupported_media_type' } });
  });
});

describe('PUT /api/products/:id', () => {
  test('replaces all that can be edited, and the next read has it', async () => {
    const before = await create();
    await read(before.id);
    const body = { ...aDraft({ nameFr: 'Thé noir', priceCents: 599 }), version: 1 };

    const answer = await asHeadOffice('PUT', `/api/products/${before.id}`, { body });

    expect(answer).toMatchObject({ status: 200, body: { ...body, id: before.id, version: 2 } });
    expect((await read(before.id)).body).toEqual(answer.body);
    expect(await started.eventsOf(before.id)).toEqual([
      { type: 'product.created.v1', version: 1 },
      { type: 'product.changed.v1', version: 2 },
    ]);
  });

  test('is found by what it is called now, and no longer by what it was called', async () => {
    const before = await create({ nameFr: 'Rooibos', nameEn: 'Rooibos' });
    const body = { ...aDraft({ nameFr: 'Honeybush', nameEn: 'Honeybush' }), version: 1 };

    await asHeadOffice('PUT', `/api/products/${before.id}`, { body });

    const former = await started.product.call('GET', '/api/products?search=rooibos');
    const now = await started.product.call('GET', '/api/products?search=honeybush');
    expect(former.body.total).toBe(0);
    expect(now.body.items).toMatchObject([{ id: before.id }]);
  });

  test('sent twice, changes once', async () => {
    const { id } = await create();
    const body = { ...aDraft(), version: 1 };

    const first = await asHeadOffice('PUT', `/api/products/${id}`, { body });
    const second = await asHeadOffice('PUT', `/api/products/${id}`, { body });

    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await started.eventsOf(id)).toHaveLength(2);
  });

  test('refuses an edit of an older version, and says which one there is', async () => {
    const { id } = await create();
    await asHeadOffice('PUT', `/api/products/${id}`, { body: { ...aDraft(), version: 1 } });

    const late = await asHeadOffice('PUT', `/api/products/${id}`, { body: { ...aDraft(), version: 1 } });

    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'version.conflict',
        errors: [{ pointer: '/version', message: 'is 2 by now', version: 2 }],
      },
    });
    expect((await read(id)).body.version).toBe(2);
  });

  test('refuses the SKU and the barcode of another product', async () => {
    const [one, other] = [await create(), await create()];
    const put = (changes: object) =>
      asHeadOffice('PUT', `/api/products/${other.id}`, { body: { ...aDraft(), ...changes, version: 1 } });

    const sku = await put({ sku: one.sku });
    const barcode = await put({ barcode: one.barcode });

    expect(sku).toMatchObject({ status: 409, body: { code: 'product.sku_taken' } });
    expect(barcode).toMatchObject({ status: 409, body: { code: 'product.barcode_taken' } });
    expect((await read(other.id)).body).toEqual(other);
  });

  test('wants all of it, with the version, and nothing else', async () => {
    const { id } = await create();

    const answer = await asHeadOffice('PUT', `/api/products/${id}`, {
      body: { priceCents: 1, active: false },
    });

    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual([
      '/active',
      '/category',
      '/nameEn',
      '/nameFr',
      '/sku',
      '/taxClass',
      '/version',
    ]);
  });

  test('answers 404 for a product that is not there, and 400 for an id that cannot be', async () => {
    const body = { ...aDraft(), version: 1 };

    const absent = await asHeadOffice('PUT', `/api/products/${nowhere}`, { body });
    const malformed = await asHeadOffice('PUT', '/api/products/17', { body });

    expect(absent).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
    expect(malformed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/params/id' }] } });
  });
});

describe('DELETE /api/products/:id', () => {
  test('takes a product off sale for good, and keeps its row', async () => {
    const { id, sku, barcode } = await create();
    await read(id);
    await started.product.call('GET', `/api/products/barcode/${barcode}`);

    const answer = await asHeadOffice('DELETE', `/api/products/${id}`);

    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect((await read(id)).status).toBe(404);
    expect((await started.product.call('GET', `/api/products/barcode/${barcode}`)).status).toBe(404);
    expect((await started.product.call('GET', `/api/products?search=${sku}`)).body.total).toBe(0);
    expect(await started.database.query('SELECT active FROM products WHERE id = ?', [id])).toEqual([
      { active: 0 },
    ]);
    expect(await started.eventsOf(id)).toEqual([
      { type: 'product.created.v1', version: 1 },
      { type: 'product.retired.v1', version: 2 },
    ]);
  });

  test('sent twice, retires once; then an edit finds nothing and the SKU stays taken', async () => {
    const { id, sku } = await create();
    await asHeadOffice('DELETE', `/api/products/${id}`);

    const again = await asHeadOffice('DELETE', `/api/products/${id}`);
    const edit = await asHeadOffice('PUT', `/api/products/${id}`, { body: { ...aDraft(), version: 2 } });
    const reuse = await asHeadOffice('POST', '/api/products', { body: aDraft({ sku }) });

    expect(again.status).toBe(204);
    expect(edit.status).toBe(404);
    expect(reuse).toMatchObject({ status: 409, body: { code: 'product.sku_taken' } });
    expect(await started.eventsOf(id)).toHaveLength(2);
  });

  test('answers 404 for an id never heard of', async () => {
    expect((await asHeadOffice('DELETE', `/api/products/${nowhere}`)).status).toBe(404);
  });
});

describe('who may write', () => {
  const writes = (id: string) =>
    [
      ['POST', '/api/products', aDraft()],
      ['PUT', `/api/products/${id}`, { ...aDraft(), version: 1 }],
      ['DELETE', `/api/products/${id}`, undefined],
    ] as const;

  test('nobody without a token, and no other role than head office', async () => {
    const before = await create();
    const roles = ['clerk', 'manager', 'logistics', 'supplier', 'customer', 'operator'] as const;

    for (const [method, path, body] of writes(before.id)) {
      const anonymous = await started.product.call(method, path, { body });
      const others = await Promise.all(
        roles.map((role) => started.product.call(method, path, { as: { ...manager, role }, body })),
      );

      expect(anonymous).toMatchObject({ status: 401, body: { code: 'token.missing' } });
      for (const other of others)
        expect(other).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
    }

    expect((await read(before.id)).body).toEqual(before);
  });

  test('a token that is none is refused, and in the way of no reader', async () => {
    const headers = { authorization: 'Bearer x.y.z' };

    const write = await started.product.call('DELETE', `/api/products/${nowhere}`, { headers });
    const list = await started.product.call('GET', '/api/products', { headers });

    expect(write).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    expect(list.status).toBe(200);
  });
});
