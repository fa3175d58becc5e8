import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { saleCancelled, saleRecorded } from '@comptoir/contracts/events/sale';
import { startTestPublisher } from '@comptoir/event-bus/testing';
import type { TestPublisher } from '@comptoir/event-bus/testing';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

let shop: StockUnderTest;
let sale: TestPublisher;

beforeAll(async () => {
  shop = await startStock();
  sale = await startTestPublisher('sale', shop.stock.redis.dataUrl);
});
afterAll(async () => {
  await sale.close();
  await shop.mesh.close();
});

/** Five teas on the shelf, two of them held. */
async function teaHeld() {
  const tea = await shop.stocked(`TEA-${uuidv7()}`, 5);
  const reservationId = uuidv7();
  await shop.reserve([{ productId: tea, sku: 'TEA', quantity: 2 }], reservationId);
  return { tea, reservationId };
}

const recorded = (reservationId: string) => {
  const saleId = uuidv7();
  return sale.publish(saleRecorded, {
    subject: saleId,
    aggregateVersion: 1,
    data: {
      saleId,
      reservationId,
      locationId: shop.shop,
      registerId: null,
      receiptNumber: 'MTL1-00-000001',
      lines: [],
      subtotalCents: 0,
      tpsCents: 0,
      tvqCents: 0,
      roundingCents: 0,
      totalCents: 0,
      soldAt: new Date().toISOString(),
      soldBy: 'lea',
    },
  });
};
const cancelled = (reservationId: string) => {
  const saleId = uuidv7();
  return sale.publish(saleCancelled, {
    subject: saleId,
    aggregateVersion: 2,
    data: {
      saleId,
      reservationId,
      locationId: shop.shop,
      reason: 'changed their mind',
      totalCents: 0,
      cancelledAt: new Date().toISOString(),
      cancelledBy: 'max',
    },
  });
};
const consumed = async (type: string, outcome: string): Promise<number> =>
  (await shop.metric('events_consumed_total', `{consumer="stock",type="${type}",outcome="${outcome}"}`)) ?? 0;
/** Resolves when `tea` has moved this often. */
const moved = (tea: string, times: number) =>
  waitUntil(async () => (await shop.movements(tea)).length === times);

test('goods of a recorded sale leave the book', async () => {
  const { tea, reservationId } = await teaHeld();

  await recorded(reservationId);
  await moved(tea, 2);

  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 0, onHand: 3 });
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 sale']);
});

test('many sales of one shelf are all booked', async () => {
  const tea = await shop.stocked('TEA-MANY', 50);
  const reservations = Array.from({ length: 30 }, () => uuidv7());
  for (const id of reservations) await shop.reserve([{ productId: tea, sku: 'TEA-MANY', quantity: 1 }], id);

  await Promise.all(reservations.map(recorded));
  await waitUntil(async () => (await shop.level(tea)).reserved === 0);

  expect(await shop.level(tea)).toEqual({ available: 20, reserved: 0, onHand: 20 });
});

test('goods of a cancelled sale stand on the shelf again', async () => {
  const { tea, reservationId } = await teaHeld();
  await recorded(reservationId);
  await moved(tea, 2);

  await cancelled(reservationId);
  await moved(tea, 3);

  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 sale', '2 saleCancelled']);
});

test('a cancellation that overtakes its sale comes to the same', async () => {
  const { tea, reservationId } = await teaHeld();
  const before = await consumed('sale.recorded.v1', 'applied');

  await cancelled(reservationId);
  await moved(tea, 3);
  await recorded(reservationId);
  await waitUntil(async () => (await consumed('sale.recorded.v1', 'applied')) > before);

  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 sale', '2 saleCancelled']);
});

test('an event that comes twice takes its goods once', async () => {
  const { tea, reservationId } = await teaHeld();
  await recorded(reservationId);
  await moved(tea, 2);

  await sale.repeat();
  await waitUntil(async () => (await consumed('sale.recorded.v1', 'duplicate')) > 0);

  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 0, onHand: 3 });
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 sale']);
});

test('a sale of goods that were let go becomes a dead letter for a person, and holds up no other sale', async () => {
  const { tea, reservationId } = await teaHeld();
  const lost = uuidv7();
  await shop.stock.call(
    'DELETE',
    `/internal/reservations/${lost}?locationId=${shop.shop}&reference=${uuidv7()}`,
    { from: 'sale' },
  );

  await recorded(lost);
  await recorded(reservationId);
  await moved(tea, 2);
  const letters = await waitUntil(async () => {
    const { body } = await shop.stock.call('GET', '/internal/dead-letters', { from: 'mesh' });
    return body.items.length > 0 && body.items;
  });

  expect(letters).toMatchObject([{ type: 'sale.recorded.v1', reason: expect.stringContaining(lost) }]);
  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 0, onHand: 3 });
});
