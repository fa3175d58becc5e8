import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

afterEach(() => till.mesh.close());

const checkouts = async (state: 'running' | 'waiting') => {
  const { body } = await till.sale.call('GET', '/metrics');
  return new RegExp(`^bounded_work\\{work="checkouts",state="${state}"\\} (\\d+)$`, 'm').exec(body)?.[1];
};

test('a crowd is served in turn, and nobody is turned away for having come at the same time', async () => {
  till = await startSale({ CHECKOUTS_AT_ONCE: '2' });
  const tea = till.stocked(10);

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => till.sell({ lines: one(tea), tenders: cash(1000) })),
  );

  const answered = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  expect({ sold: answered(201), short: answered(409) }).toEqual({ sold: 10, short: 10 });
  expect(till.stock.held()).toBe(10);
});

test('who waits in vain is told to come again, is seen waiting, and leaves nothing behind', async () => {
  till = await startSale({ CHECKOUTS_AT_ONCE: '2', CHECKOUT_PATIENCE_MS: '500' });
  const tea = till.stocked(10);
  till.stock.trouble.next = 'silent';
  const stuck = [1, 2].map(() => till.sell({ lines: one(tea), tenders: cash(1000) }));
  await waitUntil(async () => (await checkouts('running')) === '2');

  const third = till.sell({ lines: one(tea), tenders: cash(2000) });
  await waitUntil(async () => (await checkouts('waiting')) === '1');
  const answer = await third;
  till.stock.trouble.next = 'none';
  await Promise.all(stuck);
  const later = await till.sell({ lines: one(tea), tenders: cash(1000) });

  expect(answer).toMatchObject({ status: 503, body: { code: 'service.overloaded' } });
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(later.status).toBe(201);
  const { body } = await till.sale.call('GET', '/api/sales', { as: till.clerk });
  expect(body.items).toHaveLength(3);
});
