import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cart } from '@comptoir/contracts/http/cart';
import type { TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let started: StartedCart;
let productId: string;

beforeAll(async () => {
  started = await startCart();
  productId = started.catalogue.sell({ priceCents: 500 }).id;
});
afterAll(() => started.mesh.close());

const newClerk = (locationId = started.shop): TestActor => ({ sub: uuidv7(), role: 'clerk', locationId });
const park = (cartId: string, as: TestActor | undefined, body: object = {}) =>
  started.cart.call('POST', `/api/carts/${cartId}/park`, { ...(as && { as }), body });
const recall = (cartId: string, as: TestActor) =>
  started.cart.call('POST', `/api/carts/${cartId}/recall`, { as });
const list = (as: TestActor, query = '') => started.cart.call('GET', `/api/carts${query}`, { as });
const idsOf = ({ body }: { body: { items: Cart[] } }) => body.items.map(({ id }) => id);

describe('a parked cart', () => {
  test('waits in the list of its clerk, by its label, and cannot be changed until it is recalled', async () => {
    const clerk = newClerk();
    const { id } = await started.filled(clerk, productId);

    const parked = await park(id, clerk, { label: 'Chapeau rouge' });

    expect(parked).toMatchObject({
      status: 200,
      body: { id, state: 'parked', label: 'Chapeau rouge', subtotalCents: 500 },
    });
    expect((await list(clerk)).body.items).toMatchObject([
      {
        id,
        locationId: started.shop,
        label: 'Chapeau rouge',
        lineCount: 1,
        unitCount: 1,
        version: parked.body.version,
      },
    ]);
    for (const change of [
      await started.add(id, { productId, quantity: 1 }, { as: clerk }),
      await started.cart.call('PUT', `/api/carts/${id}/items/${productId}`, {
        as: clerk,
        body: { quantity: 2 },
      }),
      await started.cart.call('DELETE', `/api/carts/${id}/items/${productId}`, { as: clerk }),
    ]) {
      expect(change).toMatchObject({ status: 409, body: { code: 'cart.parked' } });
    }
    expect((await started.read(id, clerk)).body).toEqual(parked.body);
  });

  test('goes on after its recall, and is on no list', async () => {
    const clerk = newClerk();
    const { id } = await started.filled(clerk, productId);
    await park(id, clerk, { label: 'x' });

    const recalled = await recall(id, clerk);

    expect(recalled).toMatchObject({
      status: 200,
      body: { id, state: 'open', label: null, lines: [{ productId }] },
    });
    expect((await list(clerk)).body.items).toEqual([]);
    expect((await started.add(id, { productId, quantity: 1 }, { as: clerk })).status).toBe(200);
  });

  test('parked or recalled twice is so once', async () => {
    const clerk = newClerk();
    const { id } = await started.filled(clerk, productId);

    const parks = [await park(id, clerk, { label: 'first' }), await park(id, clerk, { label: 'second' })];
    const recalls = [await recall(id, clerk), await recall(id, clerk)];

    expect(parks[1]?.body).toEqual(parks[0]?.body);
    expect(recalls[1]?.body).toEqual(recalls[0]?.body);
  });

  test('is gone from the list when it is thrown away', async () => {
    const clerk = newClerk();
    const { id } = await started.filled(clerk, productId);
    await park(id, clerk);

    await started.cart.call('DELETE', `/api/carts/${id}`, { as: clerk });

    expect((await list(clerk)).body.items).toEqual([]);
  });
});

describe('GET /api/carts', () => {
  test('lists the parked carts of one person, the longest waiting first, and no open ones', async () => {
    const clerk = newClerk();
    const carts = [await started.filled(clerk, productId), await started.filled(clerk, productId)];
    await started.filled(clerk, productId);
    for (const { id } of carts) await park(id, clerk);
    const other = newClerk();
    await park((await started.filled(other, productId)).id, other);

    const answer = await list(clerk, `?state=parked&locationId=${started.shop}`);

    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(carts.map(({ id }) => id));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('lists those of one location when asked, and of the clerk’s own in any case', async () => {
    const customer = { sub: uuidv7(), role: 'customer' } as const;
    const [here, there] = [await started.open(customer), await started.open(customer, started.otherShop)];
    for (const { id } of [here, there]) {
      await started.add(id, { productId, quantity: 1 }, { as: customer });
      await park(id, customer);
    }
    const clerk = newClerk();
    const { id: left } = await started.filled(clerk, productId);
    await park(left, clerk);

    expect(idsOf(await list(customer))).toEqual([here.id, there.id]);
    expect(idsOf(await list(customer, `?locationId=${started.otherShop}`))).toEqual([there.id]);
    expect(idsOf(await list({ ...clerk, locationId: started.otherShop }))).toEqual([]);
  });

  test('knows no other state, and no strangers', async () => {
    expect((await list(newClerk(), '?state=open')).status).toBe(400);
    expect((await list(newClerk(), '?locationId=17')).status).toBe(400);
    expect(await started.cart.call('GET', '/api/carts')).toMatchObject({
      status: 401,
      body: { code: 'token.missing' },
    });
  });
});

describe('what cannot be parked', () => {
  test('an empty cart, and the cart of nobody', async () => {
    const clerk = newClerk();

    expect(await park((await started.open(clerk)).id, clerk)).toMatchObject({
      status: 409,
      body: { code: 'cart.empty' },
    });
    const anonymous = await started.filled(undefined, productId);
    expect(await park(anonymous.id, clerk)).toMatchObject({ status: 409, body: { code: 'cart.anonymous' } });
    expect((await list(clerk)).body.items).toEqual([]);
  });

  test('somebody else’s cart, nor can it be recalled', async () => {
    const [owner, thief] = [newClerk(), newClerk()];
    const { id } = await started.filled(owner, productId);

    expect(await park(id, thief)).toMatchObject({ status: 404, body: { code: 'cart.not_found' } });
    await park(id, owner);
    expect(await recall(id, thief)).toMatchObject({ status: 404, body: { code: 'cart.not_found' } });

    expect(idsOf(await list(thief))).toEqual([]);
    expect(idsOf(await list(owner))).toEqual([id]);
  });

  test('more than 50 carts of one person', async () => {
    const clerk = newClerk();
    const carts = await Promise.all(Array.from({ length: 51 }, () => started.filled(clerk, productId)));
    const [last, ...others] = carts;
    for (const { id } of others) await park(id, clerk);

    const refused = await park(last?.id ?? '', clerk);
    await recall(others[0]?.id ?? '', clerk);
    const accepted = await park(last?.id ?? '', clerk);

    expect(refused).toMatchObject({ status: 409, body: { code: 'cart.too_many_parked' } });
    expect(accepted.status).toBe(200);
    expect(idsOf(await list(clerk))).toHaveLength(50);
  });

  test('nothing without a token, a label that is none, or an unknown field', async () => {
    const clerk = newClerk();
    const { id } = await started.filled(clerk, productId);

    expect((await park(id, undefined)).status).toBe(401);
    expect((await park(id, { sub: uuidv7(), role: 'headOffice' })).status).toBe(403);
    for (const body of [{ label: ' ' }, { label: 'x'.repeat(61) }, { label: 'a\nb' }, { note: 'x' }]) {
      expect((await park(id, clerk, body)).status).toBe(422);
    }
    expect((await list(clerk)).body.items).toEqual([]);
  });
});
