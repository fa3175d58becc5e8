import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedProduct } from './product-service.ts';
import { aDraft, headOffice, nowhere, startProduct } from './product-service.ts';

let started: StartedProduct;
let create: StartedProduct['create'];

beforeAll(async () => {
  started = await startProduct();
  ({ create } = started);
});
afterAll(() => started.mesh.close());

const quotes = (body: object, from: 'sale' | 'payment' = 'sale') =>
  started.product.call('POST', '/internal/quotes', { from, body });
const upsert = (...products: object[]) =>
  started.product.call('PUT', '/internal/products', { from: 'mesh', body: { products } });

describe('POST /internal/quotes', () => {
  test('answers each product once as it is now, and leaves out what is retired or unknown', async () => {
    const [one, other, retired] = [await create(), await create(), await create()];
    await started.asHeadOffice('DELETE', `/api/products/${retired.id}`);

    const answer = await quotes({ productIds: [other.id, one.id, retired.id, nowhere, one.id] });

    expect(answer.status).toBe(200);
    expect(answer.body.items).toHaveLength(2);
    expect(answer.body.items).toEqual(expect.arrayContaining([one, other]));
  });

  test('answers retired products to who wants to show them', async () => {
    const { id } = await create();
    await started.asHeadOffice('DELETE', `/api/products/${id}`);

    const answer = await quotes({ productIds: [id], includeRetired: true });

    expect(answer.body.items).toMatchObject([{ id, active: false, version: 2 }]);
  });

  test('never asks the cache', async () => {
    const { id } = await create();
    await started.product.call('GET', `/api/products/${id}`);
    await started.database.query('UPDATE products SET price_cents = 777 WHERE id = ?', [id]);

    const answer = await quotes({ productIds: [id] });

    expect(answer.body.items).toMatchObject([{ priceCents: 777 }]);
  });

  test('takes up to 200 ids, and no other shape', async () => {
    const ids = (count: number) => Array.from({ length: count }, () => nowhere);

    expect(await quotes({ productIds: ids(200) })).toMatchObject({ status: 200, body: { items: [] } });
    expect((await quotes({ productIds: ids(201) })).status).toBe(422);
    expect((await quotes({ productIds: [] })).status).toBe(422);
    expect((await quotes({ productIds: ['17'], price: 1 })).body.errors).toMatchObject([
      { pointer: '/productIds/0' },
      { pointer: '/price' },
    ]);
  });

  test('is for services that sell, not for people', async () => {
    const body = { productIds: [nowhere] };

    expect(await quotes(body, 'payment')).toMatchObject({ status: 403, body: { code: 'service.forbidden' } });
    expect((await started.product.call('POST', '/internal/quotes', { body })).status).toBe(401);
    expect((await started.product.call('POST', '/internal/quotes', { as: headOffice, body })).status).toBe(
      401,
    );
  });
});

describe('GET /internal/products/barcode/:ean', () => {
  const scan = (ean: string | null) =>
    started.product.call('GET', `/internal/products/barcode/${ean}`, { from: 'cart' });

  test('answers the product of the barcode, or 404', async () => {
    const product = await create();

    const found = await scan(product.barcode);
    await started.asHeadOffice('DELETE', `/api/products/${product.id}`);

    expect(found).toMatchObject({ status: 200, body: product });
    expect(await scan(product.barcode)).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
    expect((await scan('17')).status).toBe(400);
  });

  test('is for the cart service only', async () => {
    const path = '/internal/products/barcode/4006381333931';

    expect((await started.product.call('GET', path, { from: 'stock' })).status).toBe(403);
    expect((await started.product.call('GET', path)).status).toBe(401);
  });
});

describe('PUT /internal/products', () => {
  test('creates what is new, updates what changed, and leaves the rest alone', async () => {
    const [same, changed, fresh] = [aDraft(), aDraft(), aDraft()];
    const first = await upsert(same, changed);
    const [sameId, changedId] = first.body.items.map(({ id }: { id: string }) => id);

    const second = await upsert({ ...changed, priceCents: 1 }, fresh, same);

    expect(first.body.items).toMatchObject([
      { sku: same.sku, outcome: 'created' },
      { sku: changed.sku, outcome: 'created' },
    ]);
    expect(second.body.items).toMatchObject([
      { id: changedId, sku: changed.sku, outcome: 'updated' },
      { sku: fresh.sku, outcome: 'created' },
      { id: sameId, sku: same.sku, outcome: 'unchanged' },
    ]);
    expect(await started.eventsOf(sameId)).toEqual([{ type: 'product.created.v1', version: 1 }]);
    expect(await started.eventsOf(changedId)).toEqual([
      { type: 'product.created.v1', version: 1 },
      { type: 'product.changed.v1', version: 2 },
    ]);
  });

  test('an updated product is read as it is now, and found by its new name', async () => {
    const draft = aDraft();
    const [{ id }] = (await upsert(draft)).body.items;
    await started.product.call('GET', `/api/products/${id}`);

    await upsert({ ...draft, nameFr: 'Tisane de sureau' });

    expect((await started.product.call('GET', `/api/products/${id}`)).body.nameFr).toBe('Tisane de sureau');
    expect((await started.product.call('GET', '/api/products?search=SUREAU')).body.items).toMatchObject([
      { id },
    ]);
  });

  test('finds a SKU in capitals or not, and takes its new spelling', async () => {
    const [{ id }] = (await upsert(aDraft({ sku: 'Case-1' }))).body.items;

    const again = await upsert(aDraft({ sku: 'CASE-1' }));

    expect(again.body.items).toMatchObject([{ id, sku: 'CASE-1', outcome: 'updated' }]);
  });

  test('keeps a barcode that the file does not know', async () => {
    const draft = aDraft();
    const { barcode: _, ...without } = draft;
    const [{ id }] = (await upsert(draft)).body.items;

    const again = await upsert(without);

    expect(again.body.items).toMatchObject([{ outcome: 'unchanged' }]);
    expect((await quotes({ productIds: [id] })).body.items).toMatchObject([{ barcode: draft.barcode }]);
  });

  test('puts a retired product on sale again', async () => {
    const draft = aDraft();
    const [{ id }] = (await upsert(draft)).body.items;
    await started.asHeadOffice('DELETE', `/api/products/${id}`);

    const again = await upsert(draft);

    expect(again.body.items).toMatchObject([{ id, outcome: 'updated' }]);
    expect((await started.product.call('GET', `/api/products/${id}`)).body).toMatchObject({
      active: true,
      version: 3,
    });
  });

  test('gives a barcode that one product leaves to another of the same file', async () => {
    const [one, other] = [aDraft(), aDraft()];
    await upsert(one);

    const moved = await upsert({ ...one, barcode: other.barcode }, { ...other, barcode: one.barcode });

    expect(moved.body.items).toMatchObject([{ outcome: 'updated' }, { outcome: 'created' }]);
  });

  test('with one barcode taken, keeps nothing and tells nobody', async () => {
    const { barcode } = await create();
    const [known, fresh] = [aDraft(), aDraft()];
    const [{ id }] = (await upsert(known)).body.items;

    const answer = await upsert({ ...known, priceCents: 1 }, fresh, aDraft({ barcode }));

    expect(answer).toMatchObject({ status: 409, body: { code: 'product.barcode_taken' } });
    expect((await quotes({ productIds: [id] })).body.items).toMatchObject([
      { priceCents: known.priceCents, version: 1 },
    ]);
    expect(await started.database.query('SELECT id FROM products WHERE sku = ?', [fresh.sku])).toEqual([]);
    expect(await started.eventsOf(id)).toHaveLength(1);
  });

  test('500 at once are a matter of a moment', async () => {
    const drafts = Array.from({ length: 500 }, () => aDraft());
    await upsert(...drafts);
    const dearer = drafts.map((draft) => ({ ...draft, priceCents: draft.priceCents + 1 }));

    const answer = await upsert(...dearer);

    const outcomes = new Set(answer.body.items.map(({ outcome }: { outcome: string }) => outcome));
    expect([...outcomes]).toEqual(['updated']);
    expect(answer.body.items).toHaveLength(500);
  });

  test('refuses a SKU or barcode named twice, unknown fields, and more than 500', async () => {
    const [one, other] = [aDraft(), aDraft()];

    const sku = await upsert(one, { ...other, sku: one.sku.toLowerCase() });
    const barcode = await upsert(one, { ...other, barcode: one.barcode });
    const unknown = await upsert({ ...one, active: true });
    const many = await upsert(...Array.from({ length: 501 }, () => aDraft()));

    expect(sku).toMatchObject({ status: 422, body: { errors: [{ pointer: '/products/1/sku' }] } });
    expect(barcode).toMatchObject({ status: 422, body: { errors: [{ pointer: '/products/1/barcode' }] } });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/products/0/active' }] } });
    expect(many).toMatchObject({ status: 422, body: { errors: [{ pointer: '/products' }] } });
    expect(await started.database.query('SELECT id FROM products WHERE sku = ?', [one.sku])).toEqual([]);
  });

  test('is for the mesh only', async () => {
    const body = { products: [aDraft()] };

    expect((await started.product.call('PUT', '/internal/products', { from: 'sale', body })).status).toBe(
      403,
    );
    expect((await started.product.call('PUT', '/internal/products', { as: headOffice, body })).status).toBe(
      401,
    );
  });
});
