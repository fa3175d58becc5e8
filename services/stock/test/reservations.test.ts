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

  const outcome = await shop.reserve([{ productId: tea, sku: 'TEA-1', quantity: 2 }]);

  expect(outcome).toMatchObject({ status: 'held' });
  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 2, onHand: 5 });
});

test('when one line is short, every short line is named and nothing is held', async () => {
  const tea = await shop.stocked('TEA-2', 5);
  const cup = await shop.stocked('CUP-2', 1);
  const jar = uuidv7();

  const outcome = await shop.reserve([
    { productId: cup, sku: 'CUP-2', quantity: 2 },
    { productId: tea, sku: 'TEA-2', quantity: 1 },
    { productId: jar, sku: 'JAR-2', quantity: 1 },
  ]);

  expect(outcome).toMatchObject({ status: 'refused', problem: { status: 409, code: 'stock.insufficient' } });
  expect(outcome.problem.errors).toHaveLength(2);
  expect(outcome.problem.errors).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ productId: cup, sku: 'CUP-2', requested: 2, available: 1 }),
      expect.objectContaining({ productId: jar, sku: 'JAR-2', requested: 1, available: 0 }),
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

  expect(again.status).toBe('held');
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

  expect(late).toMatchObject({ status: 'refused', problem: { code: 'reservation.closed' } });
  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
});

test('twenty buyers for two units: exactly two get them', async () => {
  const last = await shop.stocked('LAST-1', 2);

  const lines = [{ productId: last, sku: 'LAST-1', quantity: 1 }];
  const apart = Array.from({ length: 10 }, () => shop.reserve(lines));
  const together = shop.reserveAll(Array.from({ length: 10 }, () => ({ id: uuidv7(), lines })));

  const outcomes = [...(await Promise.all(apart)), ...(await together)];

  expect(outcomes.filter(({ status }) => status === 'held')).toHaveLength(2);
  expect(outcomes.filter(({ problem }) => problem?.code === 'stock.insufficient')).toHaveLength(18);
  expect(await shop.level(last)).toEqual({ available: 0, reserved: 2, onHand: 2 });
});

test('baskets that share products in opposite order all get through', async () => {
  const a = await shop.stocked('A-1', 100);
  const b = await shop.stocked('B-1', 100);
  const lineA = { productId: a, sku: 'A-1', quantity: 1 };
  const lineB = { productId: b, sku: 'B-1', quantity: 1 };

  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => shop.reserve(i % 2 === 0 ? [lineA, lineB] : [lineB, lineA])),
  );

  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'held'));
  expect(await shop.level(a)).toMatchObject({ available: 80, reserved: 20 });
});

test('of many asked for together each is held or refused by itself', async () => {
  const tea = await shop.stocked('TEA-6', 5);
  const lineOf = (quantity: number) => [{ productId: tea, sku: 'TEA-6', quantity }];
  const [known, closed, fresh, tooMany] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await shop.reserve(lineOf(1), known);
  const path = `/internal/reservations/${closed}?locationId=${shop.shop}&reference=${uuidv7()}`;
  await shop.stock.call('DELETE', path, { from: 'sale' });

  const outcomes = await shop.reserveAll([
    { id: known, lines: lineOf(1) },
    { id: closed, lines: lineOf(1) },
    { id: fresh, lines: lineOf(2) },
    { id: tooMany, lines: lineOf(9) },
  ]);

  expect(outcomes).toHaveLength(4);
  expect(outcomes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: known, status: 'held' }),
      expect.objectContaining({ id: fresh, status: 'held' }),
      expect.objectContaining({
        id: closed,
        problem: expect.objectContaining({ code: 'reservation.closed' }),
      }),
      expect.objectContaining({
        id: tooMany,
        problem: expect.objectContaining({ code: 'stock.insufficient' }),
      }),
    ]),
  );
  expect(await shop.level(tea)).toEqual({ available: 2, reserved: 3, onHand: 5 });
});

test('what is short in one shop takes nothing from another', async () => {
  const tea = await shop.stocked('TEA-7', 1);
  await shop.open(shop.otherShop, tea, 'TEA-7', 5);
  const lines = [{ productId: tea, sku: 'TEA-7', quantity: 2 }];
  const [here, there] = [uuidv7(), uuidv7()];

  const outcomes = await shop.reserveAll([
    { id: here, lines },
    { id: there, lines, locationId: shop.otherShop },
  ]);

  expect(outcomes).toMatchObject([
    {
      id: here,
      problem: { code: 'stock.insufficient', errors: [{ pointer: '/lines', requested: 2, available: 1 }] },
    },
    { id: there, status: 'held' },
  ]);
  expect(await shop.level(tea)).toEqual({ available: 1, reserved: 0, onHand: 1 });
  expect(await shop.level(tea, shop.otherShop)).toEqual({ available: 3, reserved: 2, onHand: 5 });
});

test('crowds from two shops that want the same goods, in any order, hold what they ask for', async () => {
  const goods = await Promise.all(
    ['A-2', 'B-2'].map(async (sku) => {
      const productId = await shop.stocked(sku, 100);
      await shop.open(shop.otherShop, productId, sku, 100);
      return { productId, sku, quantity: 1 };
    }),
  );
  const basket = (turn: number) => ({
    id: uuidv7(),
    locationId: turn % 3 === 0 ? shop.otherShop : shop.shop,
    lines: turn % 2 === 0 ? goods : goods.toReversed(),
  });
  const crowds = Array.from({ length: 4 }, () => Array.from({ length: 6 }, (_, turn) => basket(turn)));

  const outcomes = (await Promise.all(crowds.map(shop.reserveAll))).flat();

  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 'held'));
  const [{ productId } = { productId: '' }] = goods;
  expect(await shop.level(productId)).toEqual({ available: 84, reserved: 16, onHand: 100 });
  expect(await shop.level(productId, shop.otherShop)).toEqual({ available: 92, reserved: 8, onHand: 100 });
});

test('more lines together than one reservation may have are refused', async () => {
  const lines = Array.from({ length: 101 }, () => ({ productId: uuidv7(), sku: 'X-1', quantity: 1 }));
  const each = { locationId: shop.shop, reference: uuidv7(), lines };
  const reservations = [uuidv7(), uuidv7()].map((id) => ({ ...each, id }));

  const answer = await shop.stock.call('POST', '/internal/reservations', {
    from: 'sale',
    body: { reservations },
  });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reservations' }] } });
});

test('only a holder may reserve, and only with a token made for stock', async () => {
  const body = { reservations: [] };

  const person = await shop.stock.call('POST', '/internal/reservations', { as: shop.manager, body });
  const nobody = await shop.stock.call('POST', '/internal/reservations', { body });
  const cart = await shop.stock.call('POST', '/internal/reservations', { from: 'cart', body });
  const elsewhere = await shop.stock.call('POST', '/internal/reservations', {
    body,
    headers: { authorization: `Bearer ${await shop.mesh.keys.serviceToken('sale', 'payment')}` },
  });

  expect([person.status, nobody.status, cart.status, elsewhere.status]).toEqual([401, 401, 403, 401]);
});
