import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetOldRows } from '@comptoir/service-kit';
import { aContext } from '@comptoir/service-kit/testing';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale();
});
afterAll(() => till.mesh.close());

function aCart(lines: object[], locationId = till.shop): string {
  const id = uuidv7();
  till.carts.kept.set(id, { locationId, version: 3, lines });
  return id;
}

test('what is in the cart is sold at the catalogue’s price, and the cart is dropped', async () => {
  const tea = till.stocked(5, { priceCents: 1200 });
  const cartId = aCart(one(tea, 2));

  const answer = await till.sell({ cartId, tenders: cash(3000) });

  expect(answer).toMatchObject({
    status: 201,
    body: { totalCents: 2400, changeCents: 600, lines: [{ productId: tea, quantity: 2 }] },
  });
  expect(till.stock.available.get(tea)).toBe(3);
  expect(till.carts.kept.has(cartId)).toBe(false);
});

test('a cart that was sold answers the same again, though it is gone', async () => {
  const tea = till.stocked(5);
  const body = { cartId: aCart(one(tea)), tenders: cash(1000) };
  const idempotencyKey = uuidv7();
  const first = await till.sell(body, { idempotencyKey });

  const again = await till.sell(body, { idempotencyKey });

  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(till.stock.available.get(tea)).toBe(4);
});

test('a cart that is sold from five places at once is sold once', async () => {
  const tea = till.stocked(50);
  const body = { cartId: aCart(one(tea, 2)), tenders: cash(5000) };

  const answers = await Promise.all(Array.from({ length: 5 }, () => till.sell(body)));

  const refusals = answers.filter(({ status }) => status !== 201).map(({ body: { code } }) => code);
  expect(refusals).toHaveLength(4);
  expect(['cart.sold', 'cart.not_found']).toEqual(expect.arrayContaining(refusals));
  expect(till.stock.available.get(tea)).toBe(48);
});

test('a cart whose sale was refused is kept, and may be sold when the goods are there', async () => {
  const tea = till.stocked(0);
  const cartId = aCart(one(tea));

  const answer = await till.sell({ cartId, tenders: cash(1000) });

  expect(answer).toMatchObject({ status: 409, body: { code: 'stock.insufficient' } });
  expect(till.carts.kept.has(cartId)).toBe(true);

  till.stock.available.set(tea, 1);
  const later = await till.sell({ cartId, tenders: cash(1000) });

  expect(later.status).toBe(201);
});

test('a cart that cannot be dropped does not spoil the sale', async () => {
  const cartId = aCart(one(till.stocked(5)));
  till.carts.trouble.next = 'downForDeletes';

  const answer = await till.sell({ cartId, tenders: cash(1000) });
  till.carts.trouble.next = 'none';

  expect(answer).toMatchObject({ status: 201, body: { status: 'completed' } });
  expect(await till.sell({ cartId, tenders: cash(1000) })).toMatchObject({ body: { code: 'cart.sold' } });
});

test('that a cart was sold is forgotten after a fortnight', async () => {
  const old = aCart(one(till.stocked(5)));
  const recent = aCart(one(till.stocked(5)));
  for (const cartId of [old, recent]) await till.sell({ cartId, tenders: cash(1000) });
  const database = till.sale.database();
  await database.knex.raw(
    'UPDATE sold_carts SET created_at = created_at - INTERVAL 15 DAY WHERE cart_id = ?',
    [old],
  );
  let stop = (): Promise<void> | void => undefined;
  const kit = { log: aContext().log, onStop: (close: typeof stop) => (stop = close) };

  forgetOldRows(kit, database, ['sold_carts'], { intervalMs: 20 });
  const remembered = () => database.knex('sold_carts').whereIn('cart_id', [old, recent]).pluck('cart_id');
  await waitUntil(async () => (await remembered()).length < 2);
  await stop();

  expect(await remembered()).toEqual([recent]);
});

test.each([
  ['that is empty', () => aCart([]), 422, 'cart.empty'],
  ['of another location', () => aCart(one(till.stocked(5)), uuidv7()), 422, 'cart.other_location'],
  ['that is not there', () => uuidv7(), 404, 'cart.not_found'],
])('a cart %s cannot be sold', async (_, cartId, status, code) => {
  const answer = await till.sell({ cartId: cartId(), tenders: cash(1000) });

  expect(answer).toMatchObject({ status, body: { code } });
});

test('a sale is of a cart or of lines, not of both and not of neither', async () => {
  const tea = till.stocked(5);
  const cartId = aCart(one(tea));

  const both = await till.sell({ cartId, lines: one(tea), tenders: cash(1000) });
  const neither = await till.sell({ tenders: cash(1000) });

  expect([both, neither]).toMatchObject([
    { status: 422, body: { errors: [{ pointer: '/lines' }] } },
    { status: 422, body: { errors: [{ pointer: '/lines' }] } },
  ]);
  expect(till.stock.available.get(tea)).toBe(5);
  expect(till.carts.kept.has(cartId)).toBe(true);
});

test('a cart service that is away is 503, and nothing is opened', async () => {
  const alone = await startSale();
  alone.mesh.gateway.route('cart', () => ({ status: 503 }));

  const answer = await alone.sell({ cartId: uuidv7(), tenders: cash(1000) });

  expect(answer).toMatchObject({ status: 503, body: { code: 'cart.unavailable' } });
  const list = await alone.sale.call('GET', '/api/sales', { as: alone.clerk });
  expect(list.body.total).toBe(0);
  await alone.mesh.close();
});
