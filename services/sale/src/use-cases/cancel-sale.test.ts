import { expect, test } from '@jest/globals';
import type { CancelDeps } from './cancel-sale.ts';
import { cancelSale } from './cancel-sale.ts';
import { fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSale, card, context, lea, theRequest } from './sale.samples.ts';

const wanted = { saleId: 'sale-1', reason: 'changed their mind' };

/** A sale of 10.00 by card that may be cancelled, and a terminal to give the money back. */
async function aSoldTea() {
  const books = fakeBooks();
  const terminal = fakeTerminal();
  await books.unit.sales.add(aSale({ status: 'completed', receiptNumber: 'MTL1-01-000001' }, [card(1000)]));
  const deps: CancelDeps = {
    inTransaction: books.inTransaction,
    now: books.now,
    stock: fakeStockroom({}).stock,
    payments: terminal.payments,
    clerkLimitCents: 5000,
    leaseOwner: () => 'sale-1/run-2',
    newId: () => 'saga-2',
  };
  const cancel = () => cancelSale(deps, wanted, theRequest, lea, context);
  return { books, terminal, cancel };
}

test('a cancellation is opened and run to its end, in the name and the trace of who asked', async () => {
  const { books, cancel } = await aSoldTea();

  const answer = await cancel();

  expect(answer).toMatchObject({ status: 200, body: { id: 'sale-1', status: 'cancelled' } });
  expect(books.saga('saga-2')).toMatchObject({
    kind: 'cancellation',
    state: 'confirmed',
    leaseOwner: 'sale-1/run-2',
    origin: { traceparent: context.traceparent, actor: lea, idempotency: theRequest },
  });
});

test('while payment is away it is accepted, and left to whoever recovers the saga, at once', async () => {
  const { books, terminal, cancel } = await aSoldTea();
  terminal.trouble.is = 'silent';

  const answer = await cancel();

  expect(answer).toMatchObject({ status: 202, body: { status: 'cancelling' } });
  expect(books.saga('saga-2')).toMatchObject({ state: 'started', surrendered: true });
  expect(books.published()).toEqual([]);
});

test('the same request again gets its answer, and gives nothing back twice', async () => {
  const { books, cancel } = await aSoldTea();
  const first = await cancel();

  const again = await cancel();

  expect(again).toMatchObject({ status: first.status, headers: { 'Idempotency-Replayed': 'true' } });
  expect(books.published()).toHaveLength(1);
});

test('a failure that is not bad luck is told', async () => {
  const { books, terminal, cancel } = await aSoldTea();
  terminal.payments.refund = () => Promise.reject(new Error('a bug'));

  await expect(cancel()).rejects.toThrow('a bug');

  expect(books.saga('saga-2')).toMatchObject({ state: 'started', surrendered: false });
});
