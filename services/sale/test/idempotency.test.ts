import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale();
});
afterAll(() => till.mesh.close());

test('fifty posts of one key at once are one sale', async () => {
  const tea = till.stocked(100);
  const idempotencyKey = uuidv7();
  const body = { lines: one(tea), tenders: cash(1000) };

  const answers = await Promise.all(Array.from({ length: 50 }, () => till.sell(body, { idempotencyKey })));

  const sold = answers.filter(({ status }) => status === 201);
  const waiting = answers.filter(
    ({ status, body: problem }) => status === 409 && problem.code === 'idempotency.in_progress',
  );
  expect(sold.length + waiting.length).toBe(50);
  expect(new Set(sold.map(({ body: { id } }) => id)).size).toBe(1);
  expect(sold.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect(waiting.every(({ headers }) => headers.get('retry-after') !== null)).toBe(true);
  expect(till.stock.available.get(tea)).toBe(99);
});

test('the same key and body get the stored answer again', async () => {
  const idempotencyKey = uuidv7();
  const body = { lines: one(till.stocked(5)), tenders: cash(1000) };

  const first = await till.sell(body, { idempotencyKey });
  const again = await till.sell(body, { idempotencyKey });

  expect(again.status).toBe(201);
  // To the letter: what is kept of it is which sale it was.
  expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
});

test('a stored answer comes back even when the product is not sold any more', async () => {
  const tea = till.stocked(5);
  const idempotencyKey = uuidv7();
  const body = { lines: one(tea), tenders: cash(1000) };
  const first = await till.sell(body, { idempotencyKey });
  till.catalogue.products.delete(tea);

  const again = await till.sell(body, { idempotencyKey });

  expect(again.body).toEqual(first.body);
});

test('a refusal is kept too', async () => {
  const tea = till.stocked(0);
  const idempotencyKey = uuidv7();
  const body = { lines: one(tea), tenders: cash(1000) };
  const first = await till.sell(body, { idempotencyKey });
  till.stock.available.set(tea, 5);

  const again = await till.sell(body, { idempotencyKey });

  expect([first.status, again.status]).toEqual([409, 409]);
  expect(again.body).toMatchObject({ code: 'stock.insufficient', errors: first.body.errors });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
});

test('the same key with another body is refused', async () => {
  const tea = till.stocked(5);
  const idempotencyKey = uuidv7();
  await till.sell({ lines: one(tea), tenders: cash(1000) }, { idempotencyKey });

  const other = await till.sell({ lines: one(tea, 2), tenders: cash(2000) }, { idempotencyKey });

  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
  expect(till.stock.available.get(tea)).toBe(4);
});

test('a sale without a key is refused', async () => {
  const answer = await till.sale.call('POST', '/api/sales', {
    as: till.clerk,
    body: { locationId: till.shop, tenders: cash(1) },
  });

  expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency.required' } });
});

test("the till's own id sold twice under two keys is one sale", async () => {
  const tea = till.stocked(5);
  const body = { id: uuidv7(), lines: one(tea), tenders: cash(1000) };

  const first = await till.sell(body);
  const second = await till.sell(body);

  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(till.stock.available.get(tea)).toBe(4);
});

test('after a decline the till may try again under the same sale id', async () => {
  const tea = till.stocked(5);
  const id = uuidv7();
  await till.sell({ id, lines: one(tea), tenders: card(1000, '4000000000000002') });

  const second = await till.sell({ id, lines: one(tea), tenders: cash(1000) });

  expect(second).toMatchObject({
    status: 201,
    body: { id, status: 'completed', tenders: [{ type: 'cash' }] },
  });
  expect(till.stock.available.get(tea)).toBe(4);
});

test('bad luck is not kept: the same key may try again', async () => {
  const tea = till.stocked(5);
  const idempotencyKey = uuidv7();
  const body = { lines: one(tea), tenders: cash(1000) };
  till.stock.trouble.next = 'down';
  const first = await till.sell(body, { idempotencyKey });
  till.stock.trouble.next = 'none';

  const second = await waitUntil(async () => {
    const answer = await till.sell(body, { idempotencyKey });
    return answer.status === 409 ? undefined : answer;
  });

  expect(first).toMatchObject({ status: 503 });
  expect(second.status).toBe(201);
  expect(till.stock.available.get(tea)).toBe(4);
});
