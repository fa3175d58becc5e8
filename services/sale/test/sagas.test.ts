import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale({ SAGA_RECOVERY_INTERVAL_MS: '3600000' });
});
afterAll(() => till.mesh.close());

const list = (query: string, as: TestActor = till.manager) =>
  till.sale.call('GET', `/api/sagas?${query}`, { as });

/** One saga that was confirmed, one that was walked back, one whose end is not known. */
async function threeSagas() {
  const [confirmed, cancelled, open] = [uuidv7(), uuidv7(), uuidv7()];
  await till.sell({ id: confirmed, lines: one(till.stocked(5)), tenders: cash(1000) });
  await till.sell({ id: cancelled, lines: one(till.stocked(0)), tenders: cash(1000) });
  till.stock.trouble.next = 'silent';
  await till.sell({ id: open, lines: one(till.stocked(5)), tenders: cash(1000) });
  till.stock.trouble.next = 'none';
  const sagaOf = async (saleId: string): Promise<string> =>
    (await till.sale.call('GET', `/api/sales/${saleId}`, { as: till.manager })).body.sagaId;
  return {
    confirmed: await sagaOf(confirmed),
    cancelled: await sagaOf(cancelled),
    open: await sagaOf(open),
  };
}

test('sagas are found by state, with each transition, and stock is told what became of its reservation', async () => {
  const sagas = await threeSagas();
  const inState = async (state: string): Promise<string[]> =>
    (await list(`state=${state}`)).body.items.map(({ id }: { id: string }) => id);
  const outcomeOf = async (id: string) =>
    (await till.sale.call('GET', `/internal/holdings/${id}`, { from: 'stock' })).body.outcome;

  expect(await inState('confirmed')).toContain(sagas.confirmed);
  expect(await inState('cancelled')).toEqual([sagas.cancelled]);
  expect(await inState('compensating')).toEqual([sagas.open]);
  expect(await outcomeOf(sagas.confirmed)).toBe('completed');
  expect(await outcomeOf(sagas.cancelled)).toBe('gone');
  expect(await outcomeOf(sagas.open)).toBe('pending');
  expect(await outcomeOf(uuidv7())).toBe('gone');
  const single = await till.sale.call('GET', `/api/sagas/${sagas.open}`, { as: till.operator });
  expect(single.body.transitions).toMatchObject([
    { state: 'started', cause: 'a till asked to sell' },
    { state: 'compensating', cause: 'stock.timeout' },
  ]);
  expect(single.body).not.toHaveProperty('origin');
});

test('sagas in flight are counted by state', async () => {
  const { body } = await till.sale.call('GET', '/metrics');

  expect(body).toMatch(/^sagas_in_flight\{state="compensating"\} 1$/m);
  expect(body).toMatch(/^sagas_in_flight\{state="paid"\} 0$/m);
  expect(body).toMatch(/^saga_oldest_age_seconds\{state="compensating"\} \d+$/m);
  expect(body).toMatch(/^saga_oldest_age_seconds\{state="paid"\} 0$/m);
});

test('a manager sees the sagas of their own location, the operator all', async () => {
  const elsewhere: TestActor = { sub: uuidv7(), role: 'manager', locationId: uuidv7() };
  const { body: all } = await list('size=100', till.operator);
  const id: string = all.items[0].id;

  const own = await list('');
  const foreign = await list('', elsewhere);
  const foreignOne = await till.sale.call('GET', `/api/sagas/${id}`, { as: elsewhere });

  expect(own.body.total).toBe(all.total);
  expect(foreign.body).toMatchObject({ items: [], total: 0 });
  expect(foreignOne).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
});

test('sagas are not for clerks, and holdings not for people or other services', async () => {
  const id = uuidv7();
  const clerk = await list('', till.clerk);
  const nobody = await till.sale.call('GET', '/api/sagas');
  const person = await till.sale.call('GET', `/internal/holdings/${id}`, { as: till.manager });
  const cart = await till.sale.call('GET', `/internal/holdings/${id}`, { from: 'cart' });

  expect([clerk.status, nobody.status, person.status, cart.status]).toEqual([403, 401, 401, 403]);
});

test('an unknown saga is 404, an unknown state 400', async () => {
  const unknown = await till.sale.call('GET', `/api/sagas/${uuidv7()}`, { as: till.manager });
  const state = await list('state=lost');

  expect(unknown).toMatchObject({ status: 404, body: { code: 'saga.not_found' } });
  expect(state).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/state' }] } });
});
