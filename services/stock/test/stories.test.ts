import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineEvent } from '@comptoir/contracts/event';
import { saleRecorded } from '@comptoir/contracts/events/sale';
import { startTestPublisher } from '@comptoir/event-bus/testing';
import type { TestPublisher } from '@comptoir/event-bus/testing';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
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

const ask = (path: string) => shop.stock.call('GET', path, { from: 'operations' });
const story = (...ids: string[]) => ask(`/internal/stories?reservationIds=${ids.join(',')}`);

/** Two teas on hold for a sale. */
async function held(sku: string) {
  const [tea, id, reference] = [await shop.stocked(sku, 5), uuidv7(), uuidv7()];
  await shop.reserveAll([{ id, reference, lines: [{ productId: tea, sku, quantity: 2 }] }]);
  return { tea, id, reference };
}

/** Tells that the sale was recorded; answers the id of that event once it took effect. */
async function recorded({ id, reference, tea }: Awaited<ReturnType<typeof held>>): Promise<string> {
  const known = await claimed();
  await sale.publish(saleRecorded, {
    subject: reference,
    aggregateVersion: 1,
    data: {
      saleId: reference,
      reservationId: id,
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
  await waitUntil(async () => (await shop.movements(tea)).length === 2);
  return (await claimed()).find((event) => !known.includes(event)) ?? '';
}

const claimed = () => shop.stock.database().knex('inbox').pluck<string[]>('event_id');

test('sold goods: the reservation, and the movement of this sale only', async () => {
  const tea = await held('TEA-1');
  const event = await recorded(tea);

  const { status, body } = await story(tea.id, uuidv7());
  const deliveries = await ask(`/internal/deliveries?eventIds=${event},${uuidv7()}`);

  expect(status).toBe(200);
  expect(body.reservations).toMatchObject([
    { id: tea.id, status: 'committed', lines: [{ sku: 'TEA-1', quantity: 2 }] },
  ]);
  expect(body.movements).toMatchObject([{ sku: 'TEA-1', delta: -2, reason: 'sale' }]);
  expect(body.events.items).toEqual([]);
  expect(deliveries.body.items).toMatchObject([{ eventId: event, outcome: 'applied' }]);
});

test('goods that were let go again, and what was told of that', async () => {
  const { id, reference } = await held('TEA-2');
  const path = `/internal/reservations/${id}?locationId=${shop.shop}&reference=${reference}`;
  await shop.stock.call('DELETE', path, { from: 'sale' });

  const { body } = await story(id);

  expect(body.reservations).toMatchObject([{ id, status: 'released' }]);
  expect(body.movements).toEqual([]);
  expect(body.events.items).toMatchObject([{ type: 'stock.released.v1', subject: id }]);
});

test('an event that could not be applied is told with its reason', async () => {
  const spoilt = defineEvent(saleRecorded.type, z.object({ nothing: z.string() }));
  await sale.publish(spoilt, { subject: uuidv7(), aggregateVersion: 1, data: { nothing: 'right' } });
  const letter = await waitUntil(async () => {
    const { body } = await shop.stock.call('GET', '/internal/dead-letters', { from: 'mesh' });
    return body.items[0];
  });
  const { id } = JSON.parse(letter.event);

  const { body } = await ask(`/internal/deliveries?eventIds=${id}`);

  expect(body.items).toEqual([{ eventId: id, outcome: 'dead', at: letter.diedAt, reason: letter.reason }]);
});

test('a reservation never heard of has no story; only operations may ask, for ids', async () => {
  const paths = [`/internal/stories?reservationIds=${uuidv7()}`, `/internal/deliveries?eventIds=${uuidv7()}`];

  const [unknown] = await Promise.all(paths.map(ask));
  const refused = await Promise.all(
    paths.flatMap((path) => [
      shop.stock.call('GET', path),
      shop.stock.call('GET', path, { as: shop.manager }),
      shop.stock.call('GET', path, { from: 'sale' }),
    ]),
  );
  const malformed = await Promise.all(
    ['', '?reservationIds=', '?reservationIds=tea'].map((query) => ask(`/internal/stories${query}`)),
  );

  expect(unknown?.body).toMatchObject({ reservations: [], movements: [], events: { items: [] } });
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 401, 401, 403]);
  expect(malformed.map(({ status }) => status)).toEqual([400, 400, 400]);
});
