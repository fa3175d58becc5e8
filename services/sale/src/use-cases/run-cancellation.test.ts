import { expect, test } from '@jest/globals';
import { fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import { runCancellation } from './run-cancellation.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, card, context, theRequest } from './sale.samples.ts';

const cancelling = aSale({ status: 'cancelling', receiptNumber: 'MTL1-01-000001' }, [card(1000)]);
const undoing = aSaga({ id: 'saga-2', kind: 'cancellation' });

/** Books in which the cancellation is written down. */
async function booksWith() {
  const books = fakeBooks();
  await books.unit.sales.add(cancelling);
  await books.unit.sagas.add(undoing);
  await books.unit.idempotency.claim(theRequest, context.now);
  return books;
}

test('the money goes back, the sale stays marked, and stock is told', async () => {
  const books = await booksWith();
  const terminal = fakeTerminal();
  await terminal.payments.charge(
    { chargeId: 'charge-1', sale: cancelling, amountCents: 1000, means: { type: 'card' } },
    context,
  );
  const deps = { ...books, payments: terminal.payments, stock: fakeStockroom({}).stock };

  const answer = await runCancellation(deps, undoing, cancelling, context);

  expect(answer).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(terminal.taken()).toBe(0);
  expect(books.sale('sale-1')).toMatchObject({ status: 'cancelled', receiptNumber: 'MTL1-01-000001' });
  expect(books.path('saga-2')).toEqual(['started', 'confirmed']);
  expect(books.published()).toEqual([{ type: 'cancelled', saleId: 'sale-1' }]);
  expect(books.key(theRequest)).toBe(200);
});

test('while the money cannot go back the sale stays cancelling, and nobody is told', async () => {
  const books = await booksWith();
  const terminal = fakeTerminal();
  terminal.trouble.is = 'silent';
  const deps = { ...books, payments: terminal.payments, stock: fakeStockroom({}).stock };

  const attempt = runCancellation(deps, undoing, cancelling, context);

  await expect(attempt).rejects.toMatchObject({ code: 'payment.timeout' });
  expect(books.sale('sale-1')?.status).toBe('cancelling');
  expect(books.path('saga-2')).toEqual(['started']);
  expect(books.published()).toEqual([]);
});
