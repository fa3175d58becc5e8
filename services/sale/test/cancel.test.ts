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

const cancel = (id: string, call: object = {}) =>
  till.sale.call('POST', `/api/sales/${id}/cancel`, {
    as: till.manager,
    idempotencyKey: uuidv7(),
    body: { reason: 'changed their mind' },
    ...call,
  });
const soldFor = async (tenders: object[], priceCents = 1000) =>
  (await till.sell({ lines: one(till.stocked(5, { priceCents })), tenders })).body;

test('a cancelled sale stays, marked, and its money goes back', async () => {
  const before = till.payment.capturedCents();
  const sold = await soldFor(card(1000));

  const answer = await cancel(sold.id);

  expect(answer).toMatchObject({
    status: 200,
    body: {
      id: sold.id,
      status: 'cancelled',
      receiptNumber: sold.receiptNumber,
      cancellation: { reason: 'changed their mind' },
    },
  });
  expect(till.payment.capturedCents()).toBe(before);
});

test('a sale is cancelled once', async () => {
  const sold = await soldFor(cash(1000));

  const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(sold.id)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'sale.not_cancellable')).toHaveLength(9);
});

test('a till that asks again for a sale cancelled since is told what it was told then', async () => {
  const idempotencyKey = uuidv7();
  const body = { lines: one(till.stocked(5)), tenders: cash(1000) };
  const first = await till.sell(body, { idempotencyKey });
  await cancel(first.body.id);

  const again = await till.sell(body, { idempotencyKey });

  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.body.status).toBe('completed');
});

test('a till that comes with another key for a sale cancelled since is told that it is', async () => {
  const id = uuidv7();
  const body = { id, lines: one(till.stocked(5)), tenders: card(1000) };
  await till.sell(body);
  await cancel(id);
  const idempotencyKey = uuidv7();

  const answer = await till.sell({ ...body, tenders: cash(1000) }, { idempotencyKey });
  const again = await till.sell({ ...body, tenders: cash(1000) }, { idempotencyKey });

  expect(answer).toMatchObject({
    status: 201,
    body: { id, status: 'cancelled', tenders: [{ type: 'card' }] },
  });
  expect(again).toMatchObject({ status: 201, body: answer.body });
});

test('a clerk cancels small sales only', async () => {
  const small = await soldFor(cash(1000));
  const large = await soldFor(cash(9000), 9000);

  expect((await cancel(small.id, { as: till.clerk })).status).toBe(200);
  expect(await cancel(large.id, { as: till.clerk })).toMatchObject({
    status: 403,
    body: { code: 'sale.cancel_limit' },
  });
});

test('nobody cancels a sale of another location', async () => {
  const sold = await soldFor(cash(1000));

  const answer = await cancel(sold.id, { as: { ...till.foreignClerk, role: 'manager' } });

  expect(answer).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
  const after = await till.sale.call('GET', `/api/sales/${sold.id}`, { as: till.manager });
  expect(after.body.status).toBe('completed');
});

test('an unknown sale is 404 and a reason is asked for', async () => {
  const sold = await soldFor(cash(1000));

  expect(await cancel(uuidv7())).toMatchObject({ status: 404, body: { code: 'sale.not_found' } });
  expect(await cancel(sold.id, { body: {} })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/reason' }] },
  });
});

test('when payment is away, the cancellation is accepted and finished later', async () => {
  const before = till.payment.capturedCents();
  const sold = await soldFor(card(1000));
  till.payment.trouble.next = 'down';

  const answer = await cancel(sold.id);
  till.payment.trouble.next = 'none';
  const status = await waitUntil(async () => {
    const { body } = await till.sale.call('GET', `/api/sales/${sold.id}`, { as: till.manager });
    return body.status === 'cancelled' && body.status;
  });

  expect(answer).toMatchObject({ status: 202, body: { status: 'cancelling' } });
  expect(status).toBe('cancelled');
  expect(till.payment.capturedCents()).toBe(before);
});
