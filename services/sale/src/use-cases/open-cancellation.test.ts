import { expect, test } from '@jest/globals';
import type { Cancellation } from './open-cancellation.ts';
import { openCancellation } from './open-cancellation.ts';
import type { FakeBooks } from './sale.fake.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, aSession, card, cash, context, lea, theRequest } from './sale.samples.ts';

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

const max = { sub: 'max', role: 'manager', locationId: 'elsewhere' } as const;

test.each([
  ['that is not there', { saleId: 'sale-9' }, sold, 'sale.not_found'],
  ['of another location', { actor: max }, sold, 'location.forbidden'],
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

test('what is given back leaves the drawer that is open at the register now, whenever the sale was made', async () => {
  const books = await booksWith(aSale({ status: 'completed', registerId: 'r1' }, [cash(1000)]));
  await books.unit.registerSessions.add(aSession());
  await books.unit.registerSessions.add(aSession({ id: 'session-2', registerId: 'r2' }));

  await open(books);

  expect([books.refundedIn('session-1'), books.refundedIn('session-2')]).toEqual([['sale-1'], []]);
});
