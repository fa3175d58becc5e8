import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Product, ProductChanges } from '@comptoir/contracts/http/product';
import { writeCursor } from '../src/domain/feed-cursor.ts';
import type { StartedProduct } from './product-service.ts';
import { aDraft, startProduct } from './product-service.ts';

let started: StartedProduct;
let create: StartedProduct['create'];

beforeAll(async () => {
  started = await startProduct();
  ({ create } = started);
});
afterAll(() => started.mesh.close());

const get = (query: string) => started.product.call('GET', `/api/products/changes${query}`);
async function page(after: string | undefined, size = 2000): Promise<ProductChanges> {
  const { body } = await get(`?size=${size}${after === undefined ? '' : `&after=${after}`}`);
  return body as ProductChanges;
}
/** Reads until there is no more; every page but the last must be full. */
async function catchUp(after?: string, size?: number): Promise<{ items: Product[]; cursor: string }> {
  const { items, cursor, more } = await page(after, size);
  if (!more) return { items, cursor };
  expect(items).toHaveLength(size ?? 2000);
  const rest = await catchUp(cursor, size);
  return { items: [...items, ...rest.items], cursor: rest.cursor };
}
/** As if these products were last changed so many seconds ago, all in the same millisecond. */
const age = (seconds: number, ids: readonly string[]) =>
  started.database.query(
    `UPDATE products SET updated_at = NOW(3) - INTERVAL ${seconds} SECOND
     WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
const idsOf = ({ items }: { items: Product[] }) => items.map(({ id }) => id);
const inCatalogue = async () =>
  (await started.database.query<{ id: string }>('SELECT id FROM products', [])).map(({ id }) => id);

test('answers products as they are, for anybody, never kept by anybody', async () => {
  const product = await create();

  const answer = await get('');

  expect(answer).toMatchObject({ status: 200, body: { cursor: expect.any(String), more: false } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body.items).toContainEqual(product);
});

test('every product comes exactly once, in pages of any size, even when all changed in one millisecond', async () => {
  const products = Array.from({ length: 25 }, () => aDraft());
  const { body } = await started.product.call('PUT', '/internal/products', {
    from: 'mesh',
    body: { products },
  });
  await age(
    60,
    body.items.map(({ id }: { id: string }) => id),
  );

  const all = await inCatalogue();
  const bySize = await Promise.all([1, 7, 25, 2000].map((size) => catchUp(undefined, size)));

  for (const { items } of bySize) {
    expect(items).toHaveLength(all.length);
    expect(new Set(idsOf({ items }))).toEqual(new Set(all));
  }
});

test('what was settled before does not come again, what is created, changed or retired since does', async () => {
  const [changed, retired] = [await create(), await create()];
  await age(60, await inCatalogue());
  const { cursor } = await catchUp();

  const created = await create();
  await started.asHeadOffice('PUT', `/api/products/${changed.id}`, {
    body: { ...aDraft({ priceCents: 1 }), version: 1 },
  });
  await started.asHeadOffice('DELETE', `/api/products/${retired.id}`);
  const { items } = await catchUp(cursor);

  expect(items).toHaveLength(3);
  expect(items).toEqual([
    expect.objectContaining({ id: created.id, version: 1, active: true }),
    expect.objectContaining({ id: changed.id, version: 2, priceCents: 1 }),
    expect.objectContaining({ id: retired.id, version: 2, active: false }),
  ]);
});

test('once caught up, nothing comes, and the cursor stays good', async () => {
  await age(60, await inCatalogue());
  const { cursor } = await catchUp();

  const first = await page(cursor);
  const second = await page(first.cursor);

  expect([first, second]).toMatchObject([
    { items: [], more: false },
    { items: [], more: false },
  ]);
  expect(second.cursor).toBe(cursor);
});

test('a change that is committed late, with an earlier time, is not missed', async () => {
  await age(60, await inCatalogue());
  const slow = await create();
  const young = await create();
  // What the reader sees while the change of `slow` is not committed yet: the other one only.
  await age(60, [slow.id]);
  const { cursor } = await catchUp();
  await age(3, [slow.id]);

  const again = await catchUp(cursor);

  expect(idsOf(again)).toEqual([slow.id, young.id]);
});

test('nor is one that was committed while a reader took long over its pages', async () => {
  await age(60, await inCatalogue());
  const [slow, young, last] = [await create(), await create(), await create()];
  await age(20, [slow.id]);
  await age(15, [young.id]);
  await age(14, [last.id]);
  // Half a minute ago the reader began to catch up; it stands behind `young` and has not seen `slow`.
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const behindYoung = writeCursor({ after: { at: ago(14.5), id: young.id }, settledAt: ago(40) });

  const { items, cursor } = await catchUp(behindYoung);
  const again = await catchUp(cursor);

  expect(idsOf({ items })).toEqual([last.id]);
  expect(idsOf(again)).toEqual([slow.id, young.id, last.id]);
});

test.each(['junk', '', 'a'.repeat(200), "' OR 1=1 --", Buffer.from('1 2 3').toString('base64url')])(
  'a cursor %p of somebody else is refused',
  async (after) => {
    const answer = await get(`?after=${encodeURIComponent(after)}`);

    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'cursor.invalid', errors: [{ pointer: '/query/after' }] },
    });
  },
);

test('a query that does not fit is refused with every problem', async () => {
  const answer = await get(`?size=2001&after=${'a'.repeat(201)}`);

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/query/after',
    '/query/size',
  ]);
});

test('a token that is no good is in nobody’s way', async () => {
  const answer = await started.product.call('GET', '/api/products/changes', {
    headers: { authorization: 'Bearer junk' },
  });

  expect(answer.status).toBe(200);
});
