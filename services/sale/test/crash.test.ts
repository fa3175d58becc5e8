import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

/**
 * A driver that dies leaves a saga as the database has it. Here the first replica never recovers anything, a sale is
 * stopped at one step by a neighbour that goes silent, and a second replica with a short lease finds what is left.
 */
let till: SaleUnderTest;
let rows: Knex;

beforeAll(async () => {
  till = await startSale({ SAGA_LEASE_SECONDS: '1', SAGA_RECOVERY_INTERVAL_MS: '3600000' });
  rows = till.sale.database().knex;
});
afterAll(() => till.mesh.close());

/** Makes a sale, then sets its rows back to what they were when its driver died in `state`. */
async function deadIn(state: string, tenders: object[], tea: string, startedAt = new Date()) {
  const id = uuidv7();
  const idempotencyKey = uuidv7();
  const body = { id, lines: one(tea), tenders };
  await till.sell(body, { idempotencyKey });
  await rows('sales').where({ id }).update({ status: 'pending', receipt_number: null, completed_at: null });
  await rows('sagas')
    .where({ sale_id: id })
    .update({
      state,
      transitions: JSON.stringify([{ state: 'started', at: startedAt.toISOString(), cause: 'test' }]),
      ended_at: null,
      started_at: startedAt,
      lease_until: new Date(0),
    });
  await rows('idempotency_keys')
    .where({ idempotency_key: idempotencyKey })
    .update({ status: null, body: null });
  await rows('outbox').del();
  return { id, retry: () => till.sell(body, { idempotencyKey }) };
}

async function recovered(saleId: string) {
  const replica = await till.startReplica('2', { SAGA_RECOVERY_INTERVAL_MS: '50' });
  const sale = await waitUntil(async () => {
    const { body } = await till.sale.call('GET', `/api/sales/${saleId}`, { as: till.manager });
    return body.status !== 'pending' && body;
  });
  await replica.stop();
  return sale;
}

const eventsOf = (saleId: string) => rows('outbox').whereILike('envelope', `%${saleId}%`).pluck('type');

test.each([['started'], ['stockReserved'], ['paid']])(
  'a cash sale whose driver died when %s is finished',
  async (state) => {
    const tea = till.stocked(5);
    const { id, retry } = await deadIn(state, cash(1000), tea);

    const sale = await recovered(id);

    expect(sale).toMatchObject({ status: 'completed', receiptNumber: expect.stringMatching(/^MTL1-02-/) });
    expect(till.stock.available.get(tea)).toBe(4);
    expect(await eventsOf(id)).toEqual(['sale.recorded.v1']);
    expect(await retry()).toMatchObject({ status: 201, body: { id, receiptNumber: sale.receiptNumber } });
  },
);

test('a card sale that was charged is finished without a second charge', async () => {
  const tea = till.stocked(5);
  const { id } = await deadIn('stockReserved', card(1000), tea);
  const charged = till.payment.charges.size;

  const sale = await recovered(id);

  expect(sale).toMatchObject({ status: 'completed', tenders: [{ type: 'card', last4: '4242' }] });
  expect(till.payment.charges.size).toBe(charged);
});

test('a card sale that was not charged is walked back: its card died with the request', async () => {
  const tea = till.stocked(5);
  const { id, retry } = await deadIn('started', card(1000), tea);
  till.payment.charges.clear();

  const sale = await recovered(id);

  expect(sale).toMatchObject({ status: 'refused', refusal: { code: 'saga.abandoned' } });
  expect(till.stock.available.get(tea)).toBe(5);
  expect(till.payment.capturedCents()).toBe(0);
  expect(await eventsOf(id)).toEqual([]);
  expect(await retry()).toMatchObject({ status: 201, body: { id } });
});

test('a sale left for longer than the customer waits is walked back', async () => {
  const tea = till.stocked(5);
  const { id } = await deadIn('started', cash(1000), tea, new Date(Date.now() - 120_000));

  const sale = await recovered(id);

  expect(sale.status).toBe('refused');
  expect(till.stock.available.get(tea)).toBe(5);
});

test('a sale that died while it was walked back ends with nothing left behind', async () => {
  const tea = till.stocked(5);
  const { id } = await deadIn('compensating', card(1000), tea);

  const sale = await recovered(id);

  expect(sale.status).toBe('refused');
  expect(till.stock.available.get(tea)).toBe(5);
  expect(till.payment.capturedCents()).toBe(1000);
});
