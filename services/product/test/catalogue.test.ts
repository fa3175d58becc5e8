import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Product } from '@comptoir/contracts/http/product';
import type { StartedProduct } from './product-service.ts';
import { aDraft, nowhere, startProduct } from './product-service.ts';

let started: StartedProduct;
let create: StartedProduct['create'];

beforeAll(async () => {
  started = await startProduct();
  ({ create } = started);
});
afterAll(() => started.mesh.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  started.product.call('GET', path, { headers });
const skusOf = ({ body }: { body: { items: Product[] } }) => body.items.map(({ sku }) => sku);

const SHARED = 'public, max-age=1, stale-while-revalidate=5, stale-if-error=30';

describe('GET /api/products', () => {
  const list = (query: string) => get(`/api/products?category=books&${query}`);
  beforeAll(async () => {
    const book = { category: 'books', taxClass: 'tpsOnly' as const };
    await create({
      ...book,
      sku: 'BOOK-C',
      barcode: '4006381333931',
      nameFr: 'Œuvres d’été',
      nameEn: 'Summer works',
      priceCents: 3000,
    });
    await create({
      ...book,
      sku: 'BOOK-A',
      nameFr: 'Le thé vert du Japon',
      nameEn: 'Tea of Japan',
      priceCents: 2000,
    });
    await create({ ...book, sku: 'BOOK-B', nameFr: 'Élégies', nameEn: 'Elegies', priceCents: 3000 });
    const { id } = await create({ ...book, sku: 'BOOK-OLD', nameFr: 'Thé retiré' });
    await started.asHeadOffice('DELETE', `/api/products/${id}`);
  });

  test('answers what is on sale, by French name, for anybody and for a second', async () => {
    const answer = await list('');

    expect(answer).toMatchObject({ status: 200, body: { page: 1, size: 20, total: 3 } });
    expect(skusOf(answer)).toEqual(['BOOK-B', 'BOOK-A', 'BOOK-C']);
    expect(answer.headers.get('cache-control')).toBe(SHARED);
    expect(answer.body.items[0]).toMatchObject({
      nameFr: 'Élégies',
      barcode: expect.any(String),
      active: true,
    });
  });

  test.each([
    ['oeuvres', ['BOOK-C']],
    ['ŒUVRES ÉTÉ', ['BOOK-C']],
    ["d'ete", ['BOOK-C']],
    ['THE', ['BOOK-A']],
    ['japon the', ['BOOK-A']],
    ['thé noir', []],
    ['book-b', ['BOOK-B']],
    ['4006381333931', ['BOOK-C']],
    ['6381333', ['BOOK-C']],
    ['%', []],
    ['_', []],
    ["' OR 1=1 --", []],
    ['   ', ['BOOK-B', 'BOOK-A', 'BOOK-C']],
  ])('a search for %p finds %p', async (search, found) => {
    const answer = await list(`search=${encodeURIComponent(search)}`);

    expect(answer.status).toBe(200);
    expect(skusOf(answer)).toEqual(found);
    expect(answer.body.total).toBe(found.length);
  });

  test.each([
    ['-priceCents,name', ['BOOK-B', 'BOOK-C', 'BOOK-A']],
    ['priceCents,-nameFr', ['BOOK-A', 'BOOK-C', 'BOOK-B']],
    ['nameEn', ['BOOK-B', 'BOOK-C', 'BOOK-A']],
    ['-sku', ['BOOK-C', 'BOOK-B', 'BOOK-A']],
    ['createdAt', ['BOOK-C', 'BOOK-A', 'BOOK-B']],
  ])('sorts by %s, with a search and without', async (sort, order) => {
    expect(skusOf(await list(`sort=${sort}`))).toEqual(order);
    expect(skusOf(await list(`sort=${sort}&search=book-`))).toEqual(order);
  });

  test('pages do not overlap, even among equals, and one behind the last is empty', async () => {
    const products = Array.from({ length: 60 }, () => aDraft({ category: 'equals', priceCents: 100 }));
    await started.product.call('PUT', '/internal/products', { from: 'mesh', body: { products } });
    const page = (number: number) =>
      get(`/api/products?category=equals&sort=priceCents&size=7&page=${number}`);

    const pages = await Promise.all(Array.from({ length: 10 }, (_, index) => page(index + 1)));

    expect(pages.map(skusOf).map(({ length }) => length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 4, 0]);
    expect(new Set(pages.flatMap(skusOf)).size).toBe(60);
    expect(new Set(pages.map(({ body }) => body.total as number))).toEqual(new Set([60]));
  });

  test('empty parameters ask for everything', async () => {
    const answer = await get('/api/products?search=&category=&sort=&size=100');

    expect(answer.status).toBe(200);
    expect(answer.body.total).toBe((await get('/api/products')).body.total);
  });

  test.each([
    'page=0',
    'size=101',
    'size=x',
    'sort=secret',
    'search=a&search=b',
    `search=${'x'.repeat(101)}`,
  ])('refuses %s', async (query) => {
    const answer = await get(`/api/products?${query}`);

    expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe.each([
  ['GET /api/products/:id', (product: Product) => `/api/products/${product.id}`],
  ['GET /api/products/barcode/:ean', (product: Product) => `/api/products/barcode/${product.barcode}`],
])('%s', (_, pathOf) => {
  test('answers the product, for anybody and for a second', async () => {
    const product = await create();

    const answer = await get(pathOf(product));

    expect(answer).toMatchObject({ status: 200, body: product });
    expect(answer.headers.get('cache-control')).toBe(SHARED);
  });

  test('answers 304 to who has this version, and the product to who has another', async () => {
    const product = await create();
    const etag = (await get(pathOf(product))).headers.get('etag') ?? '';

    const known = await get(pathOf(product), { 'if-none-match': `"x", ${etag}` });
    const body = { ...aDraft({ barcode: product.barcode }), version: 1 };
    await started.asHeadOffice('PUT', `/api/products/${product.id}`, { body });
    const changed = await get(pathOf(product), { 'if-none-match': etag });

    expect(known).toMatchObject({ status: 304, body: undefined });
    expect(known.headers.get('etag')).toBe(etag);
    expect(known.headers.get('cache-control')).toBe(SHARED);
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  });

  test('a second read is served by the cache', async () => {
    const product = await create();
    await get(pathOf(product));
    await started.database.query('UPDATE products SET price_cents = 1 WHERE id = ?', [product.id]);

    const answer = await get(pathOf(product));

    expect(answer.body.priceCents).toBe(product.priceCents);
  });

  test('answers 404, and says no more, when there is none', async () => {
    const absent = await get(pathOf({ id: nowhere, barcode: '4012345678901' } as Product));

    expect(absent).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
    expect(absent.headers.get('cache-control')).toBe('no-store');
  });
});

test('a barcode that a product gave up leads nowhere', async () => {
  const product = await create();
  await get(`/api/products/barcode/${product.barcode}`);
  const body = { ...aDraft({ barcode: null }), version: 1 };
  await started.asHeadOffice('PUT', `/api/products/${product.id}`, { body });

  expect((await get(`/api/products/barcode/${product.barcode}`)).status).toBe(404);
});

test('a barcode that moves to another product is read there at once', async () => {
  const [one, other] = [await create(), await create({ barcode: null })];
  await get(`/api/products/barcode/${one.barcode}`);
  const { id: _, active: __, ...details } = one;
  await started.asHeadOffice('PUT', `/api/products/${one.id}`, { body: { ...details, barcode: null } });
  const { id: ___, active: ____, ...others } = other;
  await started.asHeadOffice('PUT', `/api/products/${other.id}`, {
    body: { ...others, barcode: one.barcode },
  });

  const answer = await get(`/api/products/barcode/${one.barcode}`);

  expect(answer).toMatchObject({ status: 200, body: { id: other.id } });
});

test.each(['1', '4006381333932', 'abcdefghijklm'])('%s is not a barcode', async (ean) => {
  expect(await get(`/api/products/barcode/${ean}`)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/params/ean' }] },
  });
});

test('an id is the same in capitals', async () => {
  const { id } = await create();

  expect((await get(`/api/products/${id.toUpperCase()}`)).body.id).toBe(id);
});

test('without its cache the catalogue is slower, and right', async () => {
  const alone = await startProduct({ REDIS_CACHE_URL: 'redis://127.0.0.1:1' });
  const { id } = await alone.create();

  const first = await alone.product.call('GET', `/api/products/${id}`);
  await alone.asHeadOffice('PUT', `/api/products/${id}`, {
    body: { ...aDraft({ priceCents: 1 }), version: 1 },
  });
  const second = await alone.product.call('GET', `/api/products/${id}`);
  await alone.mesh.close();

  expect(first).toMatchObject({ status: 200, body: { version: 1 } });
  expect(second).toMatchObject({ status: 200, body: { version: 2, priceCents: 1 } });
});
