import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

let shop: StockUnderTest;

beforeAll(async () => {
  shop = await startStock();
});
afterAll(() => shop.mesh.close());

test('held goods are not available any more', async () => {
  const tea = await shop.stocked('TEA-1', 5);

  const answer = await shop.reserve([{ productId: tea, sku: 'TEA-1', quantity: 2 }]);

  expect(answer).toMatchObject({ status: 201, body: { status: 'held' } });
  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 2, onHand: 5 });
});

test('when one line is short, every short line is named and nothing is held', async () => {
  const tea = await shop.stocked('TEA-2', 5);
  const cup = await shop.stocked('CUP-2', 1);
  const jar = uuidv7();

  const answer = await shop.reserve([
    { productId: cup, sku: 'CUP-2', quantity: 2 },
    { productId: tea, sku: 'TEA-2', quantity: 1 },
    { productId: jar, sku: 'JAR-2', quantity: 1 },
  ]);

  expect(answer).toMatchObject({ status: 409, body: { code: 'stock.insufficient' } });
  expect(answer.body.errors).toHaveLength(2);
  expect(answer.body.errors).toEqual(
    expect.arrayContaining([
      { productId: cup, sku: 'CUP-2', requested: 2, available: 1 },
      { productId: jar, sku: 'JAR-2', requested: 1, available: 0 },
    ]),
  );
  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
  expect(await shop.level(cup)).toEqual({ available: 1, reserved: 0, onHand: 1 });
});

test('the same id again is the same reservation', async () => {
  const tea = await shop.stocked('TEA-3', 5);
  const id = uuidv7();
  const lines = [{ productId: tea, sku: 'TEA-3', quantity: 2 }];

  await shop.reserve(lines, id);
  const again = await shop.reserve(lines, id);

  expect(again.status).toBe(201);
  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 2, onHand: 5 });
});

test('a released reservation gives its goods back, once', async () => {
  const tea = await shop.stocked('TEA-4', 5);
  const id = uuidv7();
  await shop.reserve([{ productId: tea, sku: 'TEA-4', quantity: 2 }], id);
  const path = `/internal/reservations/${id}?locationId=${shop.shop}&reference=${uuidv7()}`;

  const first = await shop.stock.call('DELETE', path, { from: 'sale' });
  const second = await shop.stock.call('DELETE', path, { from: 'sale' });

  expect([first.status, second.status]).toEqual([204, 204]);
  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
});

test('a release that overtakes its reserve closes it', async () => {
  const tea = await shop.stocked('TEA-5', 5);
  const id = uuidv7();
  await shop.stock.call(
    'DELETE',
    `/internal/reservations/${id}?locationId=${shop.shop}&reference=${uuidv7()}`,
    { from: 'sale' },
  );

  const late = await shop.reserve([{ productId: tea, sku: 'TEA-5', quantity: 1 }], id);

  expect(late).toMatchObject({ status: 409, body: { code: 'reservation.closed' } });
  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
});

test('twenty buyers for two units: exactly two get them', async () => {
  const last = await shop.stocked('LAST-1', 2);

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shop.reserve([{ productId: last, sku: 'LAST-1', quantity: 1 }])),
  );

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  expect(
    answers.filter(({ status, body }) => status === 409 && body.code === 'stock.insufficient'),
  ).toHaveLength(18);
  expect(await shop.level(last)).toEqual({ available: 0, reserved: 2, onHand: 2 });
});

test('baskets that share products in opposite order all get through', async () => {
  const a = await shop.stocked('A-1', 100);
  const b = await shop.stocked('B-1', 100);
  const lineA = { productId: a, sku: 'A-1', quantity: 1 };
  const lineB = { productId: b, sku: 'B-1', quantity: 1 };

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => shop.reserve(i % 2 === 0 ? [lineA, lineB] : [lineB, lineA])),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  expect(await shop.level(a)).toMatchObject({ available: 80, reserved: 20 });
});

test('only a holder may reserve, and only with a token made for stock', async () => {
  const body = { id: uuidv7(), locationId: shop.shop, reference: uuidv7(), lines: [] };

  const person = await shop.stock.call('POST', '/internal/reservations', { as: shop.manager, body });
  const nobody = await shop.stock.call('POST', '/internal/reservations', { body });
  const cart = await shop.stock.call('POST', '/internal/reservations', { from: 'cart', body });
  const elsewhere = await shop.stock.call('POST', '/internal/reservations', {
    body,
    headers: { authorization: `Bearer ${await shop.mesh.keys.serviceToken('sale', 'payment')}` },
  });

  expect([person.status, nobody.status, cart.status, elsewhere.status]).toEqual([401, 401, 403, 401]);
});
