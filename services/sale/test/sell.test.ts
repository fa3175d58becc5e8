import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale();
});
afterAll(() => till.mesh.close());

test('a cash sale answers with a receipt, taxes as two lines, rounding and change', async () => {
  const kettle = till.stocked(3, { priceCents: 8697, taxClass: 'taxable' });

  const answer = await till.sell({ lines: one(kettle), tenders: cash(12_000) });

  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    status: 'completed',
    subtotalCents: 8697,
    tpsCents: 435,
    tvqCents: 868,
    roundingCents: 0,
    totalCents: 10_000,
    changeCents: 2000,
    soldBy: till.clerk.sub,
  });
  expect(answer.body.receiptNumber).toMatch(/^MTL1-02-\d{6}$/);
  expect(till.stock.available.get(kettle)).toBe(2);
});

test('cash is rounded to the nearest 0.05 and a card is not', async () => {
  const gum = till.stocked(9, { priceCents: 102 });

  const inCash = await till.sell({ lines: one(gum), tenders: cash(200) });
  const byCard = await till.sell({ lines: one(gum), tenders: card(102) });

  expect(inCash.body).toMatchObject({ roundingCents: -2, totalCents: 100, changeCents: 100 });
  expect(byCard.body).toMatchObject({ roundingCents: 0, totalCents: 102, changeCents: 0 });
});

test('receipt numbers of a register have no gap and no repeat, also in a crowd', async () => {
  const tea = till.stocked(40);

  const crowd = Array.from({ length: 30 }, () => till.sell({ lines: one(tea), tenders: cash(1000) }));
  await Promise.all(crowd);

  // On a busy machine some may be refused: those have no number, and leave no gap.
  const receipts = till.sale.database().knex('sales').where('receipt_number', 'like', 'MTL1-02-%');
  const numbers = (await receipts.pluck<string[]>('receipt_number')).map((receipt) =>
    Number(receipt.slice(-6)),
  );
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
});

test('a short line refuses the sale, names what is left, and leaves nothing behind', async () => {
  const scarce = till.stocked(1);

  const answer = await till.sell({ lines: one(scarce, 2), tenders: cash(5000) });

  expect(answer).toMatchObject({
    status: 409,
    body: {
      code: 'stock.insufficient',
      errors: [{ pointer: '/lines', productId: scarce, requested: 2, available: 1 }],
    },
  });
  expect(till.stock.available.get(scarce)).toBe(1);
});

test('a declined card refuses the sale and the goods go back', async () => {
  const tea = till.stocked(5);

  const answer = await till.sell({ lines: one(tea), tenders: card(1000, '4000000000000002') });

  expect(answer).toMatchObject({ status: 402, body: { code: 'payment.declined' } });
  expect(till.stock.available.get(tea)).toBe(5);
});

test('when the second card is declined the first one gets its money back', async () => {
  const tea = till.stocked(5);
  const before = till.payment.capturedCents();

  const answer = await till.sell({
    lines: one(tea),
    tenders: [...card(400), ...card(600, '4000000000000002')],
  });

  expect(answer.status).toBe(402);
  expect(till.payment.capturedCents()).toBe(before);
  expect(till.stock.available.get(tea)).toBe(5);
});

test('tenders that do not cover the total are refused before anything is held', async () => {
  const tea = till.stocked(5);

  const short = await till.sell({ lines: one(tea), tenders: cash(995) });
  const tooMuch = await till.sell({ lines: one(tea), tenders: card(1001) });

  expect(short).toMatchObject({
    status: 422,
    body: { code: 'tender.insufficient', errors: [{ missingCents: 5 }] },
  });
  expect(tooMuch).toMatchObject({ status: 422, body: { code: 'tender.too_much' } });
  expect(till.stock.available.get(tea)).toBe(5);
});

test('prices, totals and sellers that a client sends are refused, not believed', async () => {
  const tea = till.stocked(5);

  const answer = await till.sell({
    lines: [{ productId: tea, quantity: 1, unitPriceCents: 1 }],
    tenders: cash(1000),
    totalCents: 1,
  });

  expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/lines/0/unitPriceCents',
    '/totalCents',
  ]);
});

test('a product that is not sold is named', async () => {
  const unknown = uuidv7();

  const answer = await till.sell({ lines: one(unknown), tenders: cash(1000) });

  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: 'product.unknown',
      errors: [{ pointer: '/lines', message: `${unknown} is not sold`, productId: unknown }],
    },
  });
});

test.each([
  ['nobody', undefined, 401],
  ['a customer', { sub: 'c', role: 'customer' as const }, 403],
  ['a clerk of another shop', { sub: 'd', role: 'clerk' as const, locationId: uuidv7() }, 403],
])('%s may not sell here', async (_who, as, status) => {
  const tea = till.stocked(5);

  const answer = await till.sell({ lines: one(tea), tenders: cash(1000) }, { as });

  expect(answer.status).toBe(status);
  expect(till.stock.available.get(tea)).toBe(5);
});

test('an unknown register is refused', async () => {
  const answer = await till.sell({ registerId: uuidv7(), lines: one(till.stocked(5)), tenders: cash(1000) });

  expect(answer).toMatchObject({ status: 422, body: { code: 'register.unknown' } });
});

test('a sale can be read again, by those who work there', async () => {
  const { body: sold } = await till.sell({ lines: one(till.stocked(5)), tenders: cash(1000) });

  const own = await till.sale.call('GET', `/api/sales/${sold.id}`, { as: till.clerk });
  const foreign = await till.sale.call('GET', `/api/sales/${sold.id}`, { as: till.foreignClerk });
  const list = await till.sale.call('GET', '/api/sales?size=1', { as: till.clerk });

  expect(own).toMatchObject({ status: 200, body: { id: sold.id, receiptNumber: sold.receiptNumber } });
  expect(foreign.status).toBe(403);
  expect(list.body).toMatchObject({ items: [{ id: sold.id }], page: 1, size: 1 });
});

test('the receipt is French first, shows both taxes, and hides what is hostile in a name', async () => {
  const tea = till.stocked(5, { nameFr: '<script>', priceCents: 8697, taxClass: 'taxable' });
  const { body: sold } = await till.sell({ lines: one(tea), tenders: card(10_000) });

  const receipt = await till.sale.call('GET', `/api/sales/${sold.id}/receipt`, { as: till.clerk });

  expect(receipt.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(receipt.body).toContain('TPS 5 % / GST 5%');
  expect(receipt.body).toContain('TVQ 9,975 % / QST 9.975%');
  expect(receipt.body).toContain('**** 4242');
  expect(receipt.body).not.toContain('<script>');
});

test('the page of a receipt may wear its own style and load nothing', async () => {
  const tea = till.stocked(5, { priceCents: 8697, taxClass: 'taxable' });
  const { body: sold } = await till.sell({ lines: one(tea), tenders: card(10_000) });

  const { headers, body } = await till.sale.call('GET', `/api/sales/${sold.id}/receipt`, { as: till.clerk });

  const [, style = ''] = /<style>([^]+)<\/style>/.exec(String(body)) ?? [];
  const digest = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${digest}'; frame-ancestors 'none'`,
  );
});
