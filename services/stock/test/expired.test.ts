import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

let shop: StockUnderTest;
/** What the sale service says became of a reservation; it answers nothing about those it is silent on. */
const outcomes = new Map<string, string>();
/** Reservations it was asked about. */
const asked: string[] = [];

beforeAll(async () => {
  shop = await startStock({ RESERVATION_SETTLE_INTERVAL_MS: '50' });
  shop.mesh.gateway.route('sale', ({ path }) => {
    const id = path.split('/').at(-1) ?? '';
    asked.push(id);
    const outcome = outcomes.get(id);
    return outcome === undefined ? { status: 503 } : { status: 200, body: { outcome } };
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => shop.mesh.close());

/** Two of five teas held for longer than they should be. */
async function expiredTea(outcome?: string) {
  const tea = await shop.stocked(`TEA-${uuidv7()}`, 5);
  const id = uuidv7();
  if (outcome !== undefined) outcomes.set(id, outcome);
  await shop.reserve([{ productId: tea, sku: 'TEA', quantity: 2 }], id);
  const expire = { expires_at: new Date(Date.now() - 1000) };
  await shop.stock.database().knex('reservations').where({ id }).update(expire);
  return { tea, id };
}
const settled = (tea: string) => waitUntil(async () => (await shop.level(tea)).reserved === 0);

test('goods whose sale is gone go back on the shelf, and others are told', async () => {
  const { tea, id } = await expiredTea('gone');

  await settled(tea);

  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
  expect(await shop.movements(tea)).toEqual(['5 opening']);
  expect(await shop.told(id)).toEqual(['stock.released.v1']);
});

test('goods whose sale was completed leave the book, though its news has not come', async () => {
  const { tea, id } = await expiredTea('completed');

  await settled(tea);

  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 0, onHand: 3 });
  expect(await shop.movements(tea)).toEqual(['5 opening', '-2 sale']);
  expect(await shop.told(id)).toEqual([]);
});

test.each([
  ['is not decided', 'pending'],
  ['nobody answers for', undefined],
])('goods whose sale %s stay held until it is known', async (_, outcome) => {
  const { tea, id } = await expiredTea(outcome);
  await waitUntil(() => asked.filter((about) => about === id).length >= 2);

  const meanwhile = await shop.level(tea);
  outcomes.set(id, 'gone');
  await settled(tea);

  expect(meanwhile).toEqual({ available: 3, reserved: 2, onHand: 5 });
  expect(await shop.level(tea)).toEqual({ available: 5, reserved: 0, onHand: 5 });
});

test('goods that are held in time are nobody’s question', async () => {
  const tea = await shop.stocked('TEA-FRESH', 5);
  const id = uuidv7();
  await shop.reserve([{ productId: tea, sku: 'TEA-FRESH', quantity: 2 }], id);

  const late = await expiredTea('gone');
  await settled(late.tea);

  expect(asked).not.toContain(id);
  expect(await shop.level(tea)).toEqual({ available: 3, reserved: 2, onHand: 5 });
});

test('what holds goods now, and what was settled, is counted', async () => {
  const { tea } = await expiredTea('gone');
  await settled(tea);

  const [held] = await shop.stock.database().knex('reservations').where({ status: 'held' }).count({ n: '*' });

  expect(await shop.metric('reservations_active')).toBe(held?.['n']);
  expect(await shop.metric('reservations_expired_total')).toBeGreaterThan(0);
});
