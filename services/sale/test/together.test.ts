import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

// Sales that come at the same time share what they ask of their neighbours.
let till: SaleUnderTest;

beforeEach(async () => {
  till = await startSale();
});
afterEach(() => till.mesh.close());

const sellAll = (productIds: readonly string[]) =>
  Promise.all(productIds.map((id) => till.sell({ lines: one(id), tenders: cash(1000) })));

test('a crowd asks stock fewer times than it has sales, and each sale gets its own answer', async () => {
  const [tea, gone] = [till.stocked(20), till.stocked(0)];

  const answers = await sellAll([tea, gone, tea, tea, tea, gone, tea, tea, tea, tea, tea, tea]);

  const codeOf = (status: number, code: string | undefined) => `${status} ${code ?? ''}`.trim();
  const [sold, short] = ['201', '409 stock.insufficient'];
  expect(answers.map(({ status, body }) => codeOf(status, body.code))).toEqual([
    sold,
    short,
    sold,
    sold,
    sold,
    short,
    ...Array.from({ length: 6 }, () => sold),
  ]);
  expect(till.stock.held()).toBe(10);
  expect(till.stock.askedToHold()).toBeLessThan(12);
});

test('when stock does not answer a crowd, each of its sales is walked back by itself', async () => {
  const tea = till.stocked(20);
  till.stock.trouble.next = 'silentAfterHolding';

  const answers = await sellAll(Array.from({ length: 8 }, () => tea));
  till.stock.trouble.next = 'none';

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 504));
  expect(till.stock.askedToHold()).toBeLessThan(8);
  expect(till.stock.held()).toBe(0);
  expect(till.stock.available.get(tea)).toBe(20);
});

test('a question that stock does not understand decides nothing: the same till may try again', async () => {
  const tea = till.stocked(5);
  const sale = { lines: one(tea), tenders: cash(1000) };
  const call = { idempotencyKey: uuidv7() };
  till.stock.trouble.next = 'strange';

  const refused = await till.sell(sale, call);
  till.stock.trouble.next = 'none';
  const again = await till.sell(sale, call);

  expect(refused).toMatchObject({ status: 503, body: { code: 'stock.unavailable' } });
  expect(again.status).toBe(201);
});

test('a sale of which stock says nothing gives back what it may have got', async () => {
  const tea = till.stocked(5);
  till.stock.trouble.next = 'forgetful';

  const answer = await till.sell({ lines: one(tea), tenders: cash(1000) });

  expect(answer).toMatchObject({ status: 503, body: { code: 'stock.unavailable' } });
  expect(till.stock.held()).toBe(0);
  expect(till.stock.available.get(tea)).toBe(5);
});
