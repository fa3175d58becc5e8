import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;
beforeAll(async () => {
  till = await startSale({ SAGA_RECOVERY_INTERVAL_MS: '3600000' });
});
afterAll(() => till.mesh.close());

const story = (reference: string) =>
  till.sale.call('GET', `/internal/stories/${reference}`, { from: 'operations' });
const traceOf = (answer: { headers: Headers }) => answer.headers.get('x-request-id') ?? '';

test('a sale is told by its receipt number, its id, its saga and its trace alike', async () => {
  const sold = await till.sell({ lines: one(till.stocked(5)), tenders: cash(1000) });
  const { id, receiptNumber, sagaId } = sold.body;

  const [told, ...others] = await Promise.all([receiptNumber, id, sagaId, traceOf(sold)].map(story));

  expect(told).toMatchObject({
    status: 200,
    body: {
      sale: { id, receiptNumber, status: 'completed', totalCents: 1000 },
      sagas: [
        {
          id: sagaId,
          kind: 'checkout',
          state: 'confirmed',
          traceId: traceOf(sold),
          transitions: [{ state: 'started' }, { state: 'stockReserved' }, { state: 'confirmed' }],
        },
      ],
      events: { items: [{ type: 'sale.recorded.v1', subject: id, traceId: traceOf(sold) }] },
    },
  });
  for (const other of others) expect(other.body.sale).toEqual(told?.body.sale);
});

test('the till’s second try and the cancellation belong to the story, each with its own trace', async () => {
  const product = till.stocked(0);
  const body = { id: uuidv7(), lines: one(product), tenders: cash(1000) };
  const refused = await till.sell(body);
  till.stock.available.set(product, 1);
  const sold = await till.sell(body);
  const cancelled = await till.sale.call('POST', `/api/sales/${body.id}/cancel`, {
    as: till.manager,
    idempotencyKey: uuidv7(),
    body: { reason: 'wrong size' },
  });

  const { body: told } = await story(body.id);

  expect(told.sagas).toMatchObject([
    { kind: 'checkout', state: 'cancelled', traceId: traceOf(refused) },
    { kind: 'checkout', state: 'confirmed', traceId: traceOf(sold) },
    { kind: 'cancellation', state: 'confirmed', traceId: traceOf(cancelled) },
  ]);
  expect(told.events.items.map(({ type }: { type: string }) => type)).toEqual([
    'sale.recorded.v1',
    'sale.cancelled.v1',
  ]);
});

test('a trace is found around when it was, and not elsewhere', async () => {
  const sold = await till.sell({ lines: one(till.stocked(5)), tenders: cash(1000) });
  const at = (time: number) => story(`${traceOf(sold)}?around=${new Date(time).toISOString()}`);

  expect((await at(Date.now())).status).toBe(200);
  expect((await at(Date.now() - 3_600_000)).status).toBe(404);
});

test('what is no sale is 404, what is no reference 400, and only operations may ask', async () => {
  const unknown = [uuidv7(), 'MTL1-01-999999', 'f'.repeat(32)];

  const answers = await Promise.all(unknown.map(story));
  const malformed = await Promise.all(['x', 'A'.repeat(32), '1'.repeat(33)].map(story));
  const path = `/internal/stories/${uuidv7()}`;
  const refused = [
    await till.sale.call('GET', path),
    await till.sale.call('GET', path, { as: till.operator }),
    await till.sale.call('GET', path, { from: 'stock' }),
  ];

  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    unknown.map(() => [404, 'sale.not_found']),
  );
  expect(malformed.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 403]);
});
