import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  // A recovery that fails tries again when its lease has run out. Shorter than a call may take, on a machine that is
  // busy, it would let recovery overtake the request.
  till = await startSale({ SAGA_LEASE_SECONDS: '6' });
});
beforeEach(() => {
  till.stock.trouble.next = 'none';
  till.payment.trouble.next = 'none';
});
afterAll(() => till.mesh.close());

const sagaOf = async (saleId: string) => {
  const { body } = await till.sale.call('GET', `/api/sales/${saleId}`, { as: till.manager });
  return till.sale.call('GET', `/api/sagas/${body.sagaId}`, { as: till.manager });
};
const ended = (saleId: string) =>
  waitUntil(
    async () => {
      const { body } = await sagaOf(saleId);
      return ['confirmed', 'cancelled'].includes(body.state) && body;
    },
    { timeoutMs: 20_000 },
  );

test('when stock holds the goods but its answer is lost, they go back', async () => {
  const tea = till.stocked(5);
  const id = uuidv7();
  till.stock.trouble.next = 'silentAfterHolding';

  const answer = await till.sell({ id, lines: one(tea), tenders: cash(1000) });
  till.stock.trouble.next = 'none';
  const saga = await ended(id);

  expect(answer.status).toBe(504);
  expect(saga.transitions.map(({ state }: { state: string }) => state)).toEqual([
    'started',
    'compensating',
    'cancelled',
  ]);
  expect(till.stock.available.get(tea)).toBe(5);
  expect(till.stock.held()).toBe(0);
});

test('when the card is charged but the answer is lost, the customer gets the money back', async () => {
  const tea = till.stocked(5);
  const id = uuidv7();
  till.payment.trouble.next = 'silentAfterCharging';

  const answer = await till.sell({ id, lines: one(tea), tenders: card(1000) });
  till.payment.trouble.next = 'none';
  await ended(id);

  expect(answer.status).toBe(504);
  expect(till.payment.capturedCents()).toBe(0);
  expect(till.stock.available.get(tea)).toBe(5);
});

test('compensation that fails goes on until it nets to zero', async () => {
  const tea = till.stocked(5);
  const id = uuidv7();
  till.stock.trouble.next = 'silentAfterHolding';
  const sold = till.sell({ id, lines: one(tea), tenders: cash(1000) });
  await waitUntil(() => till.stock.held() === 1);
  till.stock.trouble.next = 'down';

  await sold;
  const meanwhile = await sagaOf(id);
  till.stock.trouble.next = 'none';
  await ended(id);

  expect(meanwhile.body.state).toBe('compensating');
  expect(till.stock.available.get(tea)).toBe(5);
  expect(till.stock.held()).toBe(0);
});

test('each transition of a saga has its time and its cause', async () => {
  const { body: sold } = await till.sell({ lines: one(till.stocked(5)), tenders: card(1000) });

  const { status, body: saga } = await sagaOf(sold.id);

  expect(status).toBe(200);
  expect(saga).toMatchObject({ kind: 'checkout', saleId: sold.id, state: 'confirmed' });
  expect(saga.transitions.map(({ state }: { state: string }) => state)).toEqual([
    'started',
    'stockReserved',
    'paid',
    'confirmed',
  ]);
  expect(
    saga.transitions.every(
      ({ at, cause }: { at: string; cause: string }) => Date.parse(at) > 0 && cause !== '',
    ),
  ).toBe(true);
});
