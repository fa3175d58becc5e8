import { AppError } from '@comptoir/service-kit';
import { expect, test } from '@jest/globals';
import type { Cancellation } from './cancel-sale.ts';
import { openCancellation, runCancellation } from './cancel-sale.ts';
import { fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import type { FakeBooks } from './sale.fake.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, card, context, lea, theRequest } from './sale.samples.ts';

const sold = aSale({ status: 'completed', receiptNumber: 'MTL1-01-000001' }, [card(1000)]);
const undoing = aSaga({ id: 'saga-2', kind: 'cancellation' });

async function booksWith(sale = sold) {
  const books = fakeBooks();
  await books.unit.sales.add(sale);
  return books;
}
const open = (books: FakeBooks, changes: Partial<Cancellation> = {}) =>
  books.inTransaction(context, (unit) =>
    openCancellation(
      unit,
      {
        saleId: 'sale-1',
        reason: 'changed their mind',
        actor: lea,
        clerkLimitCents: 5000,
        assertMayTouch: () => undefined,
        sagaFor: () => undoing,
        ...changes,
      },
      theRequest,
      context.now,
    ),
  );

test('a cancellation is written down before anything is given back', async () => {
  const books = await booksWith();

  const opened = await open(books);

  expect(opened).toEqual({ sale: books.sale('sale-1'), saga: undoing });
  expect(books.sale('sale-1')).toMatchObject({
    status: 'cancelling',
    receiptNumber: 'MTL1-01-000001',
    cancellation: { reason: 'changed their mind', by: 'lea', at: context.now.toISOString() },
  });
  expect(books.path('saga-2')).toEqual(['started']);
  expect(books.key(theRequest)).toBe('running');
  expect(books.published()).toEqual([]);
});

const theft = () => {
  throw new AppError('forbidden', 'location.forbidden', 'not yours');
};

test.each([
  ['that is not there', { saleId: 'sale-9' }, sold, 'sale.not_found'],
  ['of another location', { assertMayTouch: theft }, sold, 'location.forbidden'],
  ['above what a clerk may', { clerkLimitCents: 999 }, sold, 'sale.cancel_limit'],
  ['that is not completed', {}, aSale(), 'sale.not_cancellable'],
  ['that is cancelled', {}, aSale({ status: 'cancelled' }), 'sale.not_cancellable'],
])('a sale %s is not cancelled, and nothing is written', async (_, changes, sale, code) => {
  const books = await booksWith(sale);

  const attempt = open(books, changes);

  await expect(attempt).rejects.toMatchObject({ code });
  expect(books.sale('sale-1')).toEqual(sale);
  expect(books.saga('saga-2')).toBeUndefined();
  expect(books.key(theRequest)).toBe('new');
});

test('what a clerk may cancel ends at the limit, for a manager it does not', async () => {
  const atLimit = await open(await booksWith(), { clerkLimitCents: 1000 });
  const byManager = await open(await booksWith(), {
    clerkLimitCents: 0,
    actor: { ...lea, role: 'manager' },
  });

  expect([atLimit, byManager]).toMatchObject([
    { sale: { status: 'cancelling' } },
    { sale: { status: 'cancelling' } },
  ]);
});

test('the money goes back, the sale stays marked, and stock is told', async () => {
  const books = await booksWith();
  const terminal = fakeTerminal();
  await terminal.payments.charge(
    { chargeId: 'charge-1', sale: sold, amountCents: 1000, means: { type: 'card' } },
    context,
  );
  await open(books);
  const cancelling = { ...sold, ...books.sale('sale-1') };
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
  await open(books);
  const deps = { ...books, payments: terminal.payments, stock: fakeStockroom({}).stock };

  const attempt = runCancellation(deps, undoing, sold, context);

  await expect(attempt).rejects.toMatchObject({ code: 'payment.timeout' });
  expect(books.sale('sale-1')?.status).toBe('cancelling');
  expect(books.path('saga-2')).toEqual(['started']);
  expect(books.published()).toEqual([]);
});
