import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let started: StartedCart;
let productId: string;

beforeAll(async () => {
  started = await startCart();
  productId = started.catalogue.sell().id;
});
afterAll(() => started.mesh.close());

const find = (cartId: string, as?: TestActor, from: 'sale' | 'stock' = 'sale') =>
  started.cart.call('GET', `/internal/carts/${cartId}`, { from, ...(as && { as }) });
const discard = (cartId: string, version: number | string, from: 'sale' | 'stock' = 'sale') =>
  started.cart.call('DELETE', `/internal/carts/${cartId}?version=${version}`, { from });

describe('GET /internal/carts/:id', () => {
  test('answers what is to be sold, without prices', async () => {
    const { id, version } = await started.filled(started.clerk, productId);

    const answer = await find(id, started.clerk);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id,
      locationId: started.shop,
      lines: [{ productId, quantity: 1 }],
      version,
    });
  });

  test('answers it to the person it belongs to, and an anonymous one to whoever has its id', async () => {
    const mine = await started.filled(started.clerk, productId);
    const nobodys = await started.filled(undefined, productId);

    for (const as of [started.manager, started.customer, undefined]) {
      expect(await find(mine.id, as)).toMatchObject({ status: 404, body: { code: 'cart.not_found' } });
    }
    expect((await find(nobodys.id, started.clerk)).status).toBe(200);
    expect((await find(nobodys.id, { ...started.clerk, locationId: started.otherShop })).status).toBe(404);
  });

  test('refuses a parked cart', async () => {
    const { id } = await started.filled(started.clerk, productId);
    await started.cart.call('POST', `/api/carts/${id}/park`, { as: started.clerk, body: {} });

    expect(await find(id, started.clerk)).toMatchObject({ status: 409, body: { code: 'cart.parked' } });
  });

  test('is for the sale service only', async () => {
    const { id } = await started.filled(started.clerk, productId);

    expect((await find(id, started.clerk, 'stock')).status).toBe(403);
    expect((await started.cart.call('GET', `/internal/carts/${id}`, { as: started.clerk })).status).toBe(401);
    expect((await find(uuidv7(), started.clerk)).status).toBe(404);
  });
});

describe('DELETE /internal/carts/:id', () => {
  test('drops the cart that was sold; a second time it is gone already', async () => {
    const { id, version } = await started.filled(started.clerk, productId);

    const answers = [await discard(id, version), await discard(id, version)];

    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await started.read(id, started.clerk)).status).toBe(404);
  });

  test('keeps a cart that changed since', async () => {
    const { id, version } = await started.filled(started.clerk, productId);
    await started.add(id, { productId, quantity: 1 }, { as: started.clerk });

    const answer = await discard(id, version);

    expect(answer.status).toBe(204);
    expect((await started.read(id, started.clerk)).body).toMatchObject({ lines: [{ quantity: 2 }] });
  });

  test('wants a version, and the sale service', async () => {
    const { id, version } = await started.filled(started.clerk, productId);

    expect((await discard(id, 'x')).status).toBe(400);
    expect((await started.cart.call('DELETE', `/internal/carts/${id}`, { from: 'sale' })).status).toBe(400);
    expect((await discard(id, version, 'stock')).status).toBe(403);
    expect((await started.read(id, started.clerk)).status).toBe(200);
  });
});
