import { expect, test } from '@jest/globals';
import type { Reply, Send } from '../mesh/api.ts';
import type { Till } from '../mesh/shop-floor.ts';
import { settle } from './settle.ts';
import { createTillRoll } from './till-roll.ts';

const account = { username: 'clerk', password: '', role: 'clerk' };
const till: Till = { locationId: 'MTL1', registerId: 'r1', seller: { account, token: () => 'token' } };
const tea = {
  id: 'tea',
  sku: 'TEA-1',
  nameFr: 'Thé',
  nameEn: 'Tea',
  taxClass: 'taxable',
  priceCents: 8697,
} as const;
const items = [{ product: tea, quantity: 1 }];
const sale = {
  id: 'sale-1',
  receiptNumber: 'MTL1-1-000001',
  status: 'completed',
  lines: [{ productId: 'tea', quantity: 1 }],
  subtotalCents: 8697,
  tpsCents: 435,
  tvqCents: 868,
  roundingCents: 0,
  totalCents: 10_000,
  changeCents: 0,
};

function answering(...replies: Reply[]): { send: Send; keys: string[] } {
  const keys: string[] = [];
  const send: Send = async (_path, call) => {
    keys.push(call?.idempotencyKey ?? '');
    return replies.shift() ?? { status: 500, body: {} };
  };
  return { send, keys };
}

test('a 201 with the right totals enters the roll once', () => {
  const roll = createTillRoll();

  const wrong = roll.cashSale(till, items).check({ status: 201, body: JSON.stringify(sale) });

  expect(wrong).toBeUndefined();
  expect(roll.sold).toMatchObject([{ saleId: 'sale-1', lines: [{ productId: 'tea', quantity: 1 }] }]);
  expect(roll.open.size).toBe(0);
});

test('a 201 with a wrong tax is a wrong answer, and a sale all the same', () => {
  const roll = createTillRoll();

  const wrong = roll
    .cashSale(till, items)
    .check({ status: 201, body: JSON.stringify({ ...sale, tvqCents: 869 }) });

  expect(wrong).toBe('wrong tvqCents');
  expect(roll.sold).toHaveLength(1);
});

test('running short is right only where it may happen', () => {
  const roll = createTillRoll();
  const refused = { status: 409, body: '{"code":"stock.insufficient"}' };

  expect(roll.cashSale(till, items).check(refused)).toBe('409 stock.insufficient');
  expect(roll.cashSale(till, items, { mayRunShort: true }).check(refused)).toBeUndefined();
  expect(roll.cashSale(till, items, { mayRunShort: true }).check({ status: 503, body: '' })).toBe('503');
});

test('a sale whose answer was lost is asked for again under its own key, until it is decided', async () => {
  const roll = createTillRoll();
  const step = roll.cashSale(till, items);
  const { send, keys } = answering(
    { status: 503, body: {} },
    { status: 409, body: { code: 'idempotency.in_progress' } },
    { status: 201, body: sale },
  );

  const { settled, problems } = await settle(send, roll);

  expect({ settled, problems }).toEqual({ settled: 1, problems: [] });
  expect(keys).toEqual(Array.from({ length: 3 }, () => step.headers['idempotency-key']));
  expect(roll.sold).toHaveLength(1);
});

test('a sale refused for good leaves nothing to settle', async () => {
  const roll = createTillRoll();
  roll.cashSale(till, items).check({ status: 409, body: '{"code":"stock.insufficient"}' });
  const { send, keys } = answering();

  expect(await settle(send, roll)).toEqual({ settled: 0, problems: [] });
  expect(keys).toEqual([]);
  expect(roll.sold).toEqual([]);
});

test('a mesh that never decides is given up on, in time', async () => {
  const roll = createTillRoll();
  for (let made = 0; made < 40; made += 1) roll.cashSale(till, items);
  const { send } = answering();

  const { settled, problems } = await settle(send, roll, 100);

  expect(settled).toBe(0);
  expect(problems.at(-2)).toBe('… and 35 more of this kind');
  expect(problems.at(-1)).toBe('the last answer was: 500');
});
