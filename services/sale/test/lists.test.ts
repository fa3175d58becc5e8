import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;
/** Three sales of 2026-11-30, 2026-12-01 and 2026-12-02 at noon UTC; the last was refused. */
let ids: string[];

beforeAll(async () => {
  till = await startSale({ SAGA_RECOVERY_INTERVAL_MS: '3600000' });
  const first = await till.sell({ lines: one(till.stocked(5)), tenders: cash(1000) });
  const second = await till.sell({ lines: one(till.stocked(5)), tenders: card(1000) });
  const id = uuidv7();
  await till.sell({ id, lines: one(till.stocked(0)), tenders: cash(1000) });
  ids = [first.body.id, second.body.id, id];
  for (const [index, saleId] of ids.entries()) {
    const created_at = new Date(Date.UTC(2026, 10, 30 + index, 12));
    await till.sale.database().knex('sales').where({ id: saleId }).update({ created_at });
  }
});
afterAll(() => till.mesh.close());

const list = (query: string, as: TestActor = till.clerk) =>
  till.sale.call('GET', `/api/sales?${query}`, { as });
const numbersIn = ({ body }: { body: { items: { id: string }[] } }) =>
  body.items.map(({ id }) => ids.indexOf(id) + 1);

test('sales are listed newest first, refused ones too, with how many there are', async () => {
  const answer = await list('');

  expect(numbersIn(answer)).toEqual([3, 2, 1]);
  expect(answer.body).toMatchObject({ page: 1, size: 20, total: 3 });
  expect(answer.body.items[0]).toMatchObject({ status: 'refused', receiptNumber: null });
});

test('pages follow each other', async () => {
  const [first, second, third] = await Promise.all([1, 2, 3].map((page) => list(`size=2&page=${page}`)));

  expect([first, second, third].map((page) => page && numbersIn(page))).toEqual([[3, 2], [1], []]);
});

test.each([
  ['from=2026-12-01', [3, 2]],
  ['to=2026-12-01', [1]],
  ['from=2026-12-01&to=2026-12-02', [2]],
  ['from=2026-12-01T12:00:00Z', [3, 2]],
  ['from=2026-12-01T12:00:00.001Z', [3]],
  ['to=2026-12-01T07:00:00-05:00', [1]],
  ['from=2026-12-02&to=2026-12-01', []],
])('with %s the list is %j: from is in it, to is not', async (query, expected) => {
  expect(numbersIn(await list(query))).toEqual(expected);
});

test('those who work at one location see its own, and no other', async () => {
  const own = await list(`locationId=${till.shop}`);
  const elsewhere = await list(`locationId=${uuidv7()}`);
  const foreign = await list('', till.foreignClerk);
  const homeless = await list('', { sub: uuidv7(), role: 'clerk' });

  expect(own.body.total).toBe(3);
  expect(elsewhere).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
  expect(foreign.body).toMatchObject({ items: [], total: 0 });
  expect(homeless).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
});

test.each(['headOffice', 'operator'] as const)('the %s sees all locations, or one', async (who) => {
  const all = await list('', till[who]);
  const single = await list(`locationId=${uuidv7()}`, till[who]);

  expect(all.body.total).toBe(3);
  expect(single.body.total).toBe(0);
});

test('a list that is asked for wrongly is refused with every problem', async () => {
  const answer = await list('from=yesterday&to=2026-13-01&page=x&size=0&locationId=1');

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect(new Set(pointers)).toEqual(
    new Set(['/query/from', '/query/to', '/query/page', '/query/size', '/query/locationId']),
  );
});

test('a filter that comes twice is refused, not guessed', async () => {
  expect((await list('from=2026-12-01&from=2026-12-02')).status).toBe(400);
});

test('customers and nobody see no sales', async () => {
  const customer = await list('', { sub: uuidv7(), role: 'customer' });
  const nobody = await till.sale.call('GET', '/api/sales');

  expect([customer.status, nobody.status]).toEqual([403, 401]);
});

test('one sale: unknown is 404, an id that is none is 400', async () => {
  const unknown = await till.sale.call('GET', `/api/sales/${uuidv7()}`, { as: till.clerk });
  const junk = await till.sale.call('GET', '/api/sales/1%20OR%201=1', { as: till.clerk });

  expect(unknown).toMatchObject({ status: 404, body: { code: 'sale.not_found' } });
  expect(junk).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
});

test('a sale that was refused has no receipt', async () => {
  const receiptOf = (id: string | undefined, as: TestActor = till.clerk) =>
    till.sale.call('GET', `/api/sales/${id}/receipt`, { as });

  const [refused, foreign, unknown] = [
    await receiptOf(ids[2]),
    await receiptOf(ids[0], till.foreignClerk),
    await receiptOf(uuidv7()),
  ];

  expect([refused.body.code, foreign.body.code, unknown.body.code]).toEqual([
    'sale.no_receipt',
    'location.forbidden',
    'sale.not_found',
  ]);
});

test('a receipt is French or bilingual, and nothing else', async () => {
  const receiptIn = (lang: string) =>
    till.sale.call('GET', `/api/sales/${ids[0]}/receipt?lang=${lang}`, { as: till.clerk });

  const french = await receiptIn('fr');
  const english = await receiptIn('en');

  expect(french.body).not.toContain('Subtotal');
  expect(english).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/lang' }] } });
});
