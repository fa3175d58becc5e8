import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7, version as uuidVersion } from 'uuid';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let started: StartedCart;
let cart: StartedCart['cart'];

beforeAll(async () => {
  started = await startCart();
  ({ cart } = started);
});
afterAll(() => started.mesh.close());

const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer);

describe('POST /api/carts', () => {
  test.each(['clerk', 'manager', 'customer', 'a stranger'] as const)(
    'opens an empty cart for %s',
    async (who) => {
      const as = who === 'a stranger' ? undefined : started[who];

      const answer = await cart.call('POST', '/api/carts', {
        ...(as && { as }),
        body: { locationId: started.shop },
      });

      expect(answer).toMatchObject({
        status: 201,
        body: {
          locationId: started.shop,
          state: 'open',
          lines: [],
          subtotalCents: 0,
          totalCents: 0,
          version: 1,
        },
      });
      expect(answer.headers.get('location')).toBe(`/api/carts/${answer.body.id}`);
      expect((await started.read(answer.body.id, as)).body).toEqual(answer.body);
    },
  );

  test('gives it an id that cannot be guessed', async () => {
    const { id } = await started.open();

    expect(uuidVersion(id)).toBe(4);
  });

  test('refuses a clerk another shop, and anybody a shop that is closed or not there', async () => {
    const open = (locationId: string, as?: typeof started.clerk) =>
      cart.call('POST', '/api/carts', { ...(as && { as }), body: { locationId } });

    expect(await open(started.otherShop, started.clerk)).toMatchObject({
      status: 403,
      body: { code: 'location.forbidden' },
    });
    expect(await open(started.closedShop)).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
    expect(await open(uuidv7())).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
  });

  test.each(['headOffice', 'logistics', 'supplier', 'operator'] as const)(
    'refuses the role %s',
    async (role) => {
      const as = { sub: uuidv7(), role };

      const answer = await cart.call('POST', '/api/carts', { as, body: { locationId: started.shop } });

      expect(answer).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
    },
  );

  test('refuses what it does not understand', async () => {
    const unknown = await cart.call('POST', '/api/carts', {
      body: { locationId: '17', userId: 'me', totalCents: 1 },
    });
    const torn = await cart.call('POST', '/api/carts', { rawBody: '{"locationId"' });
    const form = await cart.call('POST', '/api/carts', {
      rawBody: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    const token = await cart.call('POST', '/api/carts', {
      body: { locationId: started.shop },
      headers: { authorization: 'Bearer x.y.z' },
    });

    expect(unknown.status).toBe(422);
    expect(pointersOf(unknown)).toEqual(['/locationId', '/userId', '/totalCents']);
    expect(torn).toMatchObject({ status: 400, body: { code: 'request.not_json' } });
    expect(form).toMatchObject({ status: 415, body: { code: 'request.unsupported_media_type' } });
    expect(token).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
  });
});

describe('whose cart it is', () => {
  const requests = (id: string, productId: string) =>
    [
      ['GET', `/api/carts/${id}`, undefined],
      ['POST', `/api/carts/${id}/items`, { productId, quantity: 1 }],
      ['PUT', `/api/carts/${id}/items/${productId}`, { quantity: 9 }],
      ['DELETE', `/api/carts/${id}/items/${productId}`, undefined],
      ['DELETE', `/api/carts/${id}`, undefined],
    ] as const;

  test.each(['clerk', 'customer'] as const)(
    'nobody else finds the cart of a %s, and nobody else changes it',
    async (who) => {
      const { id: productId } = started.catalogue.sell();
      const mine = await started.filled(started[who], productId);
      const others = [undefined, started.manager, { sub: uuidv7(), role: 'customer' } as const];

      for (const [method, path, body] of requests(mine.id, productId)) {
        for (const as of others) {
          const answer = await cart.call(method, path, { ...(as && { as }), ...(body && { body }) });
          expect(answer).toMatchObject({ status: 404, body: { code: 'cart.not_found' } });
        }
      }

      expect((await started.read(mine.id, started[who])).body).toEqual(mine);
    },
  );

  test('a stranger, a customer and a clerk of that shop reach the cart of nobody by its id', async () => {
    const { id } = await started.open();

    for (const as of [undefined, started.customer, started.clerk]) {
      expect((await started.read(id, as)).status).toBe(200);
    }
  });

  test('a clerk who moved to another shop leaves their carts behind', async () => {
    const { id } = await started.open(started.clerk);
    const moved = { ...started.clerk, locationId: started.otherShop };
    const nowhere = { sub: started.clerk.sub, role: 'clerk' } as const;

    expect((await started.read(id, moved)).status).toBe(404);
    expect(
      (await started.add(id, { productId: started.catalogue.sell().id, quantity: 1 }, { as: moved })).status,
    ).toBe(404);
    expect((await started.read(id, nowhere)).status).toBe(404);
  });
});

describe('GET and DELETE /api/carts/:id', () => {
  test('a cart thrown away is gone', async () => {
    const { id } = await started.filled(started.clerk, started.catalogue.sell().id);

    const answer = await cart.call('DELETE', `/api/carts/${id}`, { as: started.clerk });

    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await started.read(id, started.clerk)).toMatchObject({
      status: 404,
      body: { code: 'cart.not_found' },
    });
    expect((await cart.call('DELETE', `/api/carts/${id}`, { as: started.clerk })).status).toBe(404);
  });

  test('an id that was never given out is 404, and one that cannot be is 400', async () => {
    expect((await started.read(uuidv7())).status).toBe(404);
    expect(await started.read('17')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/params/id' }] },
    });
  });

  test('no answer about a cart is kept by anybody on the way', async () => {
    const { id } = await started.open();

    expect((await started.read(id)).headers.get('cache-control')).toBe('no-store');
  });
});

test('it is ready, and says what it is', async () => {
  const ready = await cart.call('GET', '/health/ready');
  const document = await cart.call('GET', '/openapi.json');

  expect(ready).toMatchObject({ status: 200, body: { checks: { 'redis-data': 'ok' } } });
  expect(Object.keys(document.body.paths as object)).toContain('/api/carts/{id}/items/{productId}');
});
