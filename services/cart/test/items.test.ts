import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cart } from '@comptoir/contracts/http/cart';
import { v7 as uuidv7 } from 'uuid';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let started: StartedCart;
let add: StartedCart['add'];

beforeAll(async () => {
  started = await startCart();
  ({ add } = started);
});
afterAll(() => started.mesh.close());

const sell = (...changes: Parameters<StartedCart['catalogue']['sell']>) => started.catalogue.sell(...changes);
const set = (cartId: string, productId: string, body: object) =>
  started.cart.call('PUT', `/api/carts/${cartId}/items/${productId}`, { body });
const remove = (cartId: string, productId: string) =>
  started.cart.call('DELETE', `/api/carts/${cartId}/items/${productId}`);
const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer);
const quantitiesOf = ({ body }: { body: Cart }) => body.lines.map(({ sku, quantity }) => [sku, quantity]);

describe('POST /api/carts/:id/items', () => {
  test('answers the whole cart with the names, prices and taxes of the catalogue', async () => {
    const tea = sell({ priceCents: 8697, nameFr: 'Théière', nameEn: 'Teapot' });
    const book = sell({ priceCents: 1000, taxClass: 'tpsOnly' });
    const { id } = await started.open();
    await add(id, { productId: tea.id, quantity: 1 });

    const answer = await add(id, { productId: book.id, quantity: 2 });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id,
      lines: [
        {
          productId: tea.id,
          sku: tea.sku,
          nameFr: 'Théière',
          nameEn: 'Teapot',
          quantity: 1,
          unitPriceCents: 8697,
          lineTotalCents: 8697,
        },
        { productId: book.id, taxClass: 'tpsOnly', quantity: 2, available: true, lineTotalCents: 2000 },
      ],
      subtotalCents: 10_697,
      tpsCents: 535,
      tvqCents: 868,
      totalCents: 12_100,
      version: 3,
    });
    expect((await started.read(id)).body).toEqual(answer.body);
  });

  test('adds to what the cart has, and keeps the order in which things were put in', async () => {
    const products = Array.from({ length: 20 }, () => sell());
    const { id } = await started.open();
    for (const { id: productId } of products) await add(id, { productId, quantity: 1 });

    const answer = await add(id, { productId: products[3]?.id, quantity: 4 });

    expect(quantitiesOf(answer)).toEqual(products.map(({ sku }, index) => [sku, index === 3 ? 5 : 1]));
  });

  test('of 50 adds at once, none is lost', async () => {
    const [tea, cup] = [sell(), sell()];
    const { id } = await started.open();
    const adds = Array.from({ length: 50 }, (_, index) =>
      add(id, { productId: index % 2 ? tea.id : cup.id, quantity: 2 }),
    );

    const answers = await Promise.all(adds);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await started.read(id);
    expect(body.lines.map(({ quantity }: { quantity: number }) => quantity)).toEqual([50, 50]);
    expect(body.version).toBe(51);
  });

  test('takes a barcode for a product', async () => {
    const tea = sell({ barcode: '4006381333931' });
    const { id } = await started.open();

    const first = await add(id, { barcode: tea.barcode, quantity: 1 });
    const second = await add(id, { barcode: tea.barcode, quantity: 1 });

    expect(first).toMatchObject({ status: 200, body: { lines: [{ productId: tea.id, quantity: 1 }] } });
    expect(quantitiesOf(second)).toEqual([[tea.sku, 2]]);
  });

  test('refuses what the catalogue does not sell, and leaves the cart as it is', async () => {
    const retired = sell({ active: false, barcode: '4012345678901' });
    const { id } = await started.open();

    const items = [
      { productId: uuidv7() },
      { productId: retired.id },
      { barcode: retired.barcode },
      { barcode: '2000000000008' },
    ];
    for (const item of items) {
      const answer = await add(id, { ...item, quantity: 1 });
      expect(answer).toMatchObject({ status: 422, body: { code: 'product.unknown' } });
    }

    expect((await started.read(id)).body).toMatchObject({ lines: [], version: 1 });
  });

  test('holds at most 999 units in a line, however they come', async () => {
    const { id: productId } = sell();
    const { id } = await started.open();
    await add(id, { productId, quantity: 999 });

    const answer = await add(id, { productId, quantity: 1 });

    expect(answer).toMatchObject({ status: 422, body: { code: 'cart.quantity_limit' } });
    expect((await started.read(id)).body).toMatchObject({ lines: [{ quantity: 999 }], version: 2 });
  });

  test('holds at most 200 products, and still more of those', async () => {
    const products = Array.from({ length: 201 }, () => sell());
    const { id } = await started.open();
    for (let first = 0; first < 200; first += 10) {
      const few = products.slice(first, first + 10);
      await Promise.all(few.map((product) => add(id, { productId: product.id, quantity: 1 })));
    }

    const more = await add(id, { productId: products[200]?.id, quantity: 1 });
    const again = await add(id, { productId: products[0]?.id, quantity: 1 });

    expect(more).toMatchObject({ status: 422, body: { code: 'cart.full' } });
    expect(again.status).toBe(200);
    expect(again.body.lines).toHaveLength(200);
  });

  test('lists every problem at once; prices, names and owners are never taken from outside', async () => {
    const { id } = await started.open();

    const answer = await add(id, { productId: '17', quantity: 0, unitPriceCents: 1 });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(pointersOf(answer)).toEqual(['/productId', '/quantity', '/unitPriceCents']);
  });

  test.each([
    [{ quantity: 1 }],
    [{ productId: uuidv7(), barcode: '4006381333931', quantity: 1 }],
    [{ barcode: '4006381333932', quantity: 1 }],
    [{ productId: uuidv7(), quantity: 1000 }],
    [{ productId: uuidv7(), quantity: 1.5 }],
    [{ productId: uuidv7(), quantity: '1' }],
    [[]],
  ])('refuses %j', async (item) => {
    const { id } = await started.open();

    expect((await add(id, item)).status).toBe(422);
  });

  test('refuses what is not JSON, and a cart that is not there', async () => {
    const { id } = await started.open();

    expect((await started.cart.call('POST', `/api/carts/${id}/items`, { rawBody: '{' })).status).toBe(400);
    const text = { rawBody: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await started.cart.call('POST', `/api/carts/${id}/items`, text)).status).toBe(415);
    expect(await add(uuidv7(), { productId: sell().id, quantity: 1 })).toMatchObject({
      status: 404,
      body: { code: 'cart.not_found' },
    });
  });

  test('an id in capitals is the same product', async () => {
    const { id: productId } = sell();
    const { id } = await started.open();
    await add(id, { productId, quantity: 1 });

    const answer = await add(id.toUpperCase(), { productId: productId.toUpperCase(), quantity: 1 });

    expect(answer.body.lines).toMatchObject([{ productId, quantity: 2 }]);
  });
});

describe('PUT /api/carts/:id/items/:productId', () => {
  test('sets how many there are; a second time changes nothing', async () => {
    const [tea, cup] = [sell(), sell()];
    const { id, version } = await started.filled(undefined, tea.id, cup.id);

    const first = await set(id, tea.id, { quantity: 7, version });
    const second = await set(id, tea.id, { quantity: 7, version });

    expect(quantitiesOf(first)).toEqual([
      [tea.sku, 7],
      [cup.sku, 1],
    ]);
    expect(first.body.version).toBe(version + 1);
    expect(second.body).toEqual(first.body);
  });

  test('refuses a version that the cart no longer has', async () => {
    const { id: productId } = sell();
    const { id, version } = await started.filled(undefined, productId);
    await set(id, productId, { quantity: 2 });

    const answer = await set(id, productId, { quantity: 3, version });

    expect(answer).toMatchObject({ status: 409, body: { code: 'version.conflict' } });
    expect((await started.read(id)).body).toMatchObject({ lines: [{ quantity: 2 }], version: version + 1 });
  });

  test('refuses a product that is not in the cart, and a quantity that cannot be', async () => {
    const { id: productId } = sell();
    const { id } = await started.filled(undefined, productId);

    expect(await set(id, sell().id, { quantity: 1 })).toMatchObject({
      status: 404,
      body: { code: 'cart.line_not_found' },
    });
    for (const quantity of [0, -1, 1000, null])
      expect((await set(id, productId, { quantity })).status).toBe(422);
    expect(pointersOf(await set(id, productId, { quantity: 1, unitPriceCents: 1 }))).toEqual([
      '/unitPriceCents',
    ]);
    expect((await set(id, '17', { quantity: 1 })).status).toBe(400);
  });
});

describe('DELETE /api/carts/:id/items/:productId', () => {
  test('takes a line out; a second time changes nothing', async () => {
    const [tea, cup] = [sell(), sell()];
    const { id, version } = await started.filled(undefined, tea.id, cup.id);

    const first = await remove(id, tea.id);
    const second = await remove(id, tea.id);

    expect(first).toMatchObject({
      status: 200,
      body: { lines: [{ productId: cup.id }], version: version + 1 },
    });
    expect(second).toMatchObject({ status: 200, body: first.body });
  });
});

test('units put into carts are counted, those refused are not', async () => {
  const counted = async () => {
    const { body } = await started.cart.call('GET', '/metrics');
    return Number(/^cart_items_added_total (\d+)$/m.exec(body as string)?.[1]);
  };
  const { id } = await started.open();
  const before = await counted();

  await add(id, { productId: sell().id, quantity: 3 });
  await add(id, { productId: uuidv7(), quantity: 5 });

  expect(await counted()).toBe(before + 3);
});
