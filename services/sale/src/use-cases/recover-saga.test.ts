import { expect, test } from '@jest/globals';
import type { SagaState } from '../domain/saga.ts';
import type { Tender } from '../domain/tender.ts';
import { fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import { openSale } from './open-sale.ts';
import { recoverSaga } from './recover-saga.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, card, cash, context, theRequest } from './sale.samples.ts';

const DEADLINE_SECONDS = 60;

/** A checkout of one of three teas whose driver died in `state`. */
async function anAbandonedSale(state: SagaState, tenders: Tender[]) {
  const books = fakeBooks();
  const stockroom = fakeStockroom({ tea: 3 });
  const terminal = fakeTerminal();
  const saga = aSaga({ state });
  const sale = aSale({}, tenders);
  await openSale(books.unit, sale, saga, theRequest);
  const deps = { ...books, stock: stockroom.stock, payments: terminal.payments };
  const charge = (chargeId = 'charge-1') =>
    terminal.payments.charge({ chargeId, sale, amountCents: 1000, means: { type: 'card' } }, context);
  const recover = (secondsLater = 1) =>
    recoverSaga(deps, saga, DEADLINE_SECONDS, {
      ...context,
      now: new Date(context.now.getTime() + secondsLater * 1000),
    });
  return { books, stockroom, terminal, sale, charge, recover };
}

test.each<[SagaState]>([['started'], ['stockReserved'], ['paid']])(
  'a cash sale whose driver died when %s is finished',
  async (state) => {
    const { books, stockroom, recover } = await anAbandonedSale(state, [cash(1000)]);

    await recover();

    expect(books.sale('sale-1')).toMatchObject({ status: 'completed', receiptNumber: 'MTL1-01-000001' });
    expect(books.path('saga-1')?.at(-1)).toBe('confirmed');
    expect(stockroom.shelf).toEqual({ tea: 2 });
    expect(books.published()).toEqual([{ type: 'recorded', saleId: 'sale-1' }]);
    expect(books.key(theRequest)).toBe(201);
  },
);

test('a card that was charged is not charged again', async () => {
  const { books, terminal, charge, recover } = await anAbandonedSale('stockReserved', [card(1000)]);
  await charge();

  await recover();

  expect(terminal.taken()).toBe(1000);
  expect(books.sale('sale-1')).toMatchObject({ status: 'completed', tenders: [{ last4: '4242' }] });
});

test('a card that was not charged is gone with the request: the sale is walked back', async () => {
  const { books, stockroom, sale, recover } = await anAbandonedSale('stockReserved', [card(1000)]);
  await stockroom.stock.reserve(sale, context);

  await recover();

  expect(books.sale('sale-1')).toMatchObject({ status: 'refused', refusal: { code: 'saga.abandoned' } });
  expect(stockroom.shelf).toEqual({ tea: 3 });
  expect(books.published()).toEqual([]);
  expect(books.key(theRequest)).toBe('new');
});

test('of two cards only one charged, the charged one gets its money back', async () => {
  const tenders = [card(400, 'charge-1'), card(600, 'charge-2')];
  const { books, terminal, charge, recover } = await anAbandonedSale('stockReserved', tenders);
  await charge('charge-1');

  await recover();

  expect(terminal.taken()).toBe(0);
  expect(books.sale('sale-1')?.status).toBe('refused');
});

test('a sale older than the customer’s patience is walked back, even when it was paid', async () => {
  const { books, terminal, charge, recover } = await anAbandonedSale('paid', [card(1000)]);
  await charge();

  await recover(DEADLINE_SECONDS + 1);

  expect(terminal.taken()).toBe(0);
  expect(books.sale('sale-1')?.status).toBe('refused');
});

test('goods that are not there any more refuse the sale, and the money goes back', async () => {
  const { books, stockroom, terminal, charge, recover } = await anAbandonedSale('started', [card(1000)]);
  await charge();
  stockroom.shelf['tea'] = 0;

  await recover();

  expect(terminal.taken()).toBe(0);
  expect(books.sale('sale-1')).toMatchObject({ status: 'refused', refusal: { code: 'stock.insufficient' } });
  expect(books.key(theRequest)).toBe(409);
});

test('a saga that was being walked back is walked back to the end', async () => {
  const { books, stockroom, terminal, sale, charge, recover } = await anAbandonedSale('compensating', [
    card(1000),
  ]);
  await stockroom.stock.reserve(sale, context);
  await charge();

  await recover();

  expect(terminal.taken()).toBe(0);
  expect(stockroom.shelf).toEqual({ tea: 3 });
  expect(books.path('saga-1')?.at(-1)).toBe('cancelled');
  expect(books.key(theRequest)).toBe('new');
});

test('a compensation that fails again leaves everything as it was, for the next try', async () => {
  const { books, stockroom, recover } = await anAbandonedSale('compensating', [cash(1000)]);
  stockroom.trouble.is = 'silent';

  await expect(recover()).rejects.toMatchObject({ code: 'stock.timeout' });

  expect(books.saga('saga-1')?.state).toBe('compensating');
  expect(books.sale('sale-1')?.status).toBe('pending');
  expect(books.key(theRequest)).toBe('running');
});

test('a cancellation is taken to its end', async () => {
  const books = fakeBooks();
  const terminal = fakeTerminal();
  const sale = aSale({ status: 'cancelling' }, [card(1000)]);
  const saga = aSaga({ kind: 'cancellation' });
  await books.unit.sales.add(sale);
  await books.unit.sagas.add(saga);
  await terminal.payments.charge(
    { chargeId: 'charge-1', sale, amountCents: 1000, means: { type: 'card' } },
    context,
  );
  const deps = { ...books, payments: terminal.payments, stock: fakeStockroom({}).stock };

  await recoverSaga(deps, saga, DEADLINE_SECONDS, context);

  expect(terminal.taken()).toBe(0);
  expect(books.sale('sale-1')?.status).toBe('cancelled');
  expect(books.published()).toEqual([{ type: 'cancelled', saleId: 'sale-1' }]);
});

test('a saga without its sale is for a person to look at', async () => {
  const books = fakeBooks();
  const deps = { ...books, payments: fakeTerminal().payments, stock: fakeStockroom({}).stock };

  await expect(recoverSaga(deps, aSaga(), DEADLINE_SECONDS, context)).rejects.toThrow('saga-1 has no sale');
});
