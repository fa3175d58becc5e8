import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale();
});
afterAll(() => till.mesh.close());

const PATH = '/api/register-sessions';
const opened = async (registerId = till.anotherRegister()): Promise<string> => {
  const { body } = await till.sale.call('POST', PATH, {
    as: till.clerk,
    idempotencyKey: uuidv7(),
    body: { locationId: till.shop, registerId, openingFloatCents: 10_000 },
  });
  return body.id as string;
};
const close = (id: string) =>
  till.sale.call('POST', `${PATH}/${id}/close`, {
    as: till.clerk,
    idempotencyKey: uuidv7(),
    body: { countedCents: 10_000 },
  });
const list = (query: string, as: TestActor = till.clerk) => till.sale.call('GET', `${PATH}?${query}`, { as });
const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

test('lists them newest first, open ones, closed ones or all, page by page', async () => {
  const first = await opened();
  const second = await opened();
  await close(first);

  expect(idsOf(await list('size=2'))).toEqual([second, first]);
  expect(idsOf(await list('size=1&page=2'))).toEqual([first]);
  expect(idsOf(await list('open=true&size=1'))).toEqual([second]);
  expect(idsOf(await list('open=false&size=1'))).toEqual([first]);
  const [open, closed, all] = await Promise.all(['open=true', 'open=false', ''].map((query) => list(query)));
  expect(open?.body.total + closed?.body.total).toBe(all?.body.total);
});

test('a session through which more went than one sum may be is shown and listed like any other', async () => {
  const registerId = till.anotherRegister();
  const id = await opened(registerId);
  const lines = one(till.stocked(2));
  const tenders = Array.from({ length: 10 }, () => cash(900_000_000_000)).flat();
  const sales = [
    await till.sell({ registerId, lines, tenders }),
    await till.sell({ registerId, lines, tenders }),
  ];
  await close(id);

  const shown = await till.sale.call('GET', `${PATH}/${id}`, { as: till.clerk });

  expect(sales).toMatchObject([{ status: 201 }, { status: 201 }]);
  expect(shown).toMatchObject({ status: 200, body: { figures: { cashTakenCents: 18_000_000_000_000 } } });
  expect(idsOf(await list('size=1'))).toEqual([id]);
});

test('those who work at one location see its own, others all of them or one', async () => {
  const everywhere = await list('', till.headOffice);

  expect((await list('', till.foreignClerk)).body.total).toBe(0);
  expect((await list(`locationId=${uuidv7()}`)).body.code).toBe('location.forbidden');
  expect((await list(`locationId=${till.shop}`)).body.total).toBe(everywhere.body.total);
  expect((await list(`locationId=${uuidv7()}`, till.operator)).body.total).toBe(0);
});

test('a list that is asked for wrongly is refused with every problem', async () => {
  const answer = await list('open=maybe&size=101&locationId=1');

  expect(answer.status).toBe(400);
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/query/locationId',
    '/query/open',
    '/query/size',
  ]);
});

test('nobody and customers see none', async () => {
  const nobody = await till.sale.call('GET', PATH);

  expect([nobody.status, (await list('', { sub: uuidv7(), role: 'customer' })).status]).toEqual([401, 403]);
});

test('a scrape tells how many registers are open', async () => {
  const { body } = await till.sale.call('GET', `${PATH}?open=true`, { as: till.headOffice });

  const { body: metrics } = await till.sale.call('GET', '/metrics');

  expect(metrics).toContain(`registers_open ${body.total}\n`);
});
