import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CallOptions } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

let shop: StockUnderTest;

beforeAll(async () => {
  shop = await startStock();
});
afterAll(() => shop.mesh.close());

const adjust = (body: object, call: CallOptions = {}) =>
  shop.stock.call('POST', '/api/stock/adjustments', {
    as: shop.manager,
    idempotencyKey: uuidv7(),
    body: { locationId: shop.shop, reason: 'compté', ...body },
    ...call,
  });

test('a delta is a movement with its reason and its author', async () => {
  const tea = await shop.stocked('TEA-1', 5);

  const answer = await adjust({ productId: tea, delta: -2, reason: 'cassé' });

  expect(answer).toMatchObject({
    status: 200,
    body: { productId: tea, sku: 'TEA-1', available: 3, reserved: 0, onHand: 3, version: 2 },
  });
  const ledger = await shop.stock.call('GET', `/api/stock/${shop.shop}/${tea}/ledger`, { as: shop.clerk });
  expect(ledger.body).toMatchObject({ page: 1, size: 20, total: 2 });
  expect(ledger.body.items).toMatchObject([
    { delta: -2, reason: 'adjustment', note: 'cassé', actor: shop.manager.sub, reference: null },
    { delta: 5, reason: 'opening', note: null, actor: null },
  ]);
  expect(await shop.told(tea)).toEqual(['stock.adjusted.v1']);
});

test('a count says how many stand there, what is promised included', async () => {
  const tea = await shop.stocked('TEA-2', 5);
  await shop.reserve([{ productId: tea, sku: 'TEA-2', quantity: 2 }]);

  const answer = await adjust({ productId: tea, onHand: 9 }, { as: shop.logistics });

  expect(answer).toMatchObject({ status: 200, body: { available: 7, reserved: 2, onHand: 9 } });
  expect(await shop.movements(tea)).toEqual(['5 opening', '4 adjustment']);
});

test('a count that agrees with the book is no movement', async () => {
  const tea = await shop.stocked('TEA-3', 5);

  const answer = await adjust({ productId: tea, onHand: 5 });

  expect(answer).toMatchObject({ status: 200, body: { onHand: 5, version: 1 } });
  expect(await shop.movements(tea)).toEqual(['5 opening']);
  expect(await shop.told(tea)).toEqual([]);
});

test('a product that was never here gets its level with its first delivery', async () => {
  const jar = uuidv7();
  shop.products.set(jar, 'JAR-1');

  const answer = await adjust({ productId: jar, delta: 12 });

  expect(answer).toMatchObject({ status: 200, body: { sku: 'JAR-1', available: 12 } });
  expect(await shop.movements(jar)).toEqual(['12 adjustment']);
});

test('goods that are promised cannot be adjusted away', async () => {
  const tea = await shop.stocked('TEA-4', 5);
  await shop.reserve([{ productId: tea, sku: 'TEA-4', quantity: 4 }]);

  const answer = await adjust({ productId: tea, delta: -2 });

  expect(answer).toMatchObject({
    status: 409,
    body: {
      code: 'stock.insufficient',
      errors: [
        {
          pointer: '/delta',
          message: 'TEA-4: 2 wanted, 1 left',
          productId: tea,
          sku: 'TEA-4',
          requested: 2,
          available: 1,
        },
      ],
    },
  });
  expect(await shop.level(tea)).toEqual({ available: 1, reserved: 4, onHand: 5 });
  expect(await shop.movements(tea)).toEqual(['5 opening']);
  expect(await shop.told(tea)).toEqual([]);
});

test('adjustments that come together all count', async () => {
  const tea = await shop.stocked('TEA-5', 20);

  const answers = await Promise.all(Array.from({ length: 20 }, () => adjust({ productId: tea, delta: -1 })));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(await shop.level(tea)).toMatchObject({ onHand: 0 });
});

test('the same key and body get the stored answer, and the goods move once', async () => {
  const tea = await shop.stocked('TEA-6', 5);
  const idempotencyKey = uuidv7();

  const first = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });
  const again = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });

  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 adjustment']);
});

test('a stored answer comes back even when the product is not sold any more', async () => {
  const tea = await shop.stocked('TEA-7', 5);
  const idempotencyKey = uuidv7();
  const first = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });
  shop.products.delete(tea);

  const again = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });

  expect(again).toMatchObject({ status: 200, body: first.body });
});

test('ten posts of one key at once move the goods once', async () => {
  const tea = await shop.stocked('TEA-8', 5);
  const idempotencyKey = uuidv7();

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => adjust({ productId: tea, delta: -2 }, { idempotencyKey })),
  );

  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(await shop.level(tea)).toMatchObject({ onHand: 3 });
});

test('the same key with another body is refused', async () => {
  const tea = await shop.stocked('TEA-9', 5);
  const idempotencyKey = uuidv7();
  await adjust({ productId: tea, delta: -2 }, { idempotencyKey });

  const other = await adjust({ productId: tea, delta: -1 }, { idempotencyKey });

  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
  expect(await shop.level(tea)).toMatchObject({ onHand: 3 });
});

test('a key that two people chose is two keys', async () => {
  const tea = await shop.stocked('TEA-10', 5);
  const idempotencyKey = uuidv7();

  await adjust({ productId: tea, delta: -2 }, { idempotencyKey });
  const other = await adjust({ productId: tea, delta: -1 }, { idempotencyKey, as: shop.logistics });

  expect(other.status).toBe(200);
  expect(await shop.level(tea)).toMatchObject({ onHand: 2 });
});

test('a refusal is not kept: when goods came back, the same key may try again', async () => {
  const tea = await shop.stocked('TEA-11', 1);
  const idempotencyKey = uuidv7();
  const first = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });
  await adjust({ productId: tea, delta: 1 });

  const again = await adjust({ productId: tea, delta: -2 }, { idempotencyKey });

  expect([first.status, again.status]).toEqual([409, 200]);
});

test('an adjustment without a key is refused', async () => {
  const tea = await shop.stocked('TEA-12', 5);

  const answer = await shop.stock.call('POST', '/api/stock/adjustments', {
    as: shop.manager,
    body: { locationId: shop.shop, productId: tea, delta: 1, reason: 'x' },
  });

  expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency.required' } });
  expect(await shop.level(tea)).toMatchObject({ onHand: 5 });
});

test.each([
  ['a clerk', 'clerk', 403, 'role.forbidden'],
  ['head office', 'headOffice', 403, 'role.forbidden'],
  ['a customer', 'customer', 403, 'role.forbidden'],
  ['a manager of another shop', 'foreignManager', 403, 'location.forbidden'],
] as const)('%s may not adjust here', async (_, who, status, code) => {
  const tea = await shop.stocked('TEA-13', 5);

  const answer = await adjust({ productId: tea, delta: 1 }, { as: shop[who] });

  expect(answer).toMatchObject({ status, body: { code } });
  expect(await shop.level(tea)).toMatchObject({ onHand: 5 });
});

test('nobody adjusts without signing in', async () => {
  const answer = await adjust({ productId: uuidv7(), delta: 1 }, { as: undefined });

  expect(answer).toMatchObject({ status: 401, body: { code: 'token.missing' } });
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
});

test('a location that is closed or unknown is refused, and so is an unknown product', async () => {
  const tea = await shop.stocked('TEA-14', 5);
  const as = shop.logistics;

  const closed = await adjust({ productId: tea, delta: 1, locationId: shop.closedShop }, { as });
  const nowhere = await adjust({ productId: tea, delta: 1, locationId: uuidv7() }, { as });
  const nothing = await adjust({ productId: uuidv7(), delta: 1 });

  expect(closed).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
  expect(nowhere).toMatchObject({ status: 422, body: { code: 'location.unknown' } });
  expect(nothing).toMatchObject({ status: 422, body: { code: 'product.unknown' } });
});

test.each([
  ['both a delta and a count', { delta: 1, onHand: 1 }, ['/delta']],
  ['neither', {}, ['/delta']],
  ['a delta of none', { delta: 0 }, ['/delta']],
  ['half a unit', { delta: 0.5 }, ['/delta']],
  ['a negative count', { onHand: -1 }, ['/onHand']],
  ['a delta as text', { delta: '1' }, ['/delta']],
  ['a reason of blanks', { delta: 1, reason: '   ' }, ['/reason']],
  ['a control character', { delta: 1, reason: 'a\u0007b' }, ['/reason']],
  ['fields that are not ours', { delta: 1, onhand: 2, available: 3 }, ['/available', '/onhand']],
  ['much that is wrong', { delta: true, reason: '', locationId: 7 }, ['/delta', '/locationId', '/reason']],
])('an adjustment with %s is refused, naming every problem', async (_, body, pointers) => {
  const tea = await shop.stocked('TEA-15', 5);

  const answer = await adjust({ productId: tea, ...body });

  expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(pointers);
  expect(await shop.level(tea)).toMatchObject({ onHand: 5 });
});

test.each([
  ['half a body', '{"delta": 1', 'application/json', 400, 'request.not_json'],
  [
    'a body that is no JSON',
    'delta=1',
    'application/x-www-form-urlencoded',
    415,
    'request.unsupported_media_type',
  ],
])('%s is refused', async (_, rawBody, type, status, code) => {
  const answer = await adjust({}, { rawBody, headers: { 'content-type': type } });

  expect(answer).toMatchObject({ status, body: { code } });
});

test('the ledger is for those who work at the location', async () => {
  const tea = await shop.stocked('TEA-16', 5);
  const ledgerFor = (as: CallOptions['as']) =>
    shop.stock.call('GET', `/api/stock/${shop.shop}/${tea}/ledger?size=1`, { as });

  const [own, office, foreign, customer, nobody] = await Promise.all(
    [shop.clerk, shop.headOffice, shop.foreignManager, shop.customer, undefined].map(ledgerFor),
  );

  expect([own?.status, office?.status, foreign?.status, customer?.status, nobody?.status]).toEqual([
    200, 200, 403, 403, 401,
  ]);
  expect(foreign?.body.code).toBe('location.forbidden');
});

test('the ledger has pages, newest first', async () => {
  const tea = await shop.stocked('TEA-17', 5);
  await adjust({ productId: tea, delta: 1 });
  await adjust({ productId: tea, delta: 2 });

  const deltasOn = async (page: number) => {
    const path = `/api/stock/${shop.shop}/${tea}/ledger?size=2&page=${page}`;
    const { body } = await shop.stock.call('GET', path, { as: shop.clerk });
    return body.items.map(({ delta }: { delta: number }) => delta);
  };

  expect([await deltasOn(1), await deltasOn(2), await deltasOn(3)]).toEqual([[2, 1], [5], []]);
});

test('when the neighbours are away the answer is 503, soon, and nothing has moved', async () => {
  const alone = await startStock();
  const tea = await alone.stocked('TEA-1', 5);
  alone.mesh.gateway.route('product', () => ({ status: 503 }));

  const answer = await alone.stock.call('POST', '/api/stock/adjustments', {
    as: alone.manager,
    idempotencyKey: uuidv7(),
    body: { locationId: alone.shop, productId: tea, delta: 1, reason: 'x' },
  });

  expect(answer).toMatchObject({ status: 503, body: { code: 'product.unavailable' } });
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await alone.level(tea)).toMatchObject({ onHand: 5 });
  await alone.mesh.close();
});
