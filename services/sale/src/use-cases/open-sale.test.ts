import { expect, test } from '@jest/globals';
import { openSale } from './open-sale.ts';
import type { CartVersion } from './ports.ts';
import type { FakeBooks } from './sale.fake.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, context, theRequest } from './sale.samples.ts';

const anotherRequest = { ...theRequest, key: 'key-2' };

const open = (books: FakeBooks, sale = aSale(), request = theRequest, cart?: CartVersion) =>
  books.inTransaction(context, (unit) =>
    openSale(unit, sale, aSaga({ id: sale.sagaId, saleId: sale.id }), request, cart),
  );

test('the intent to sell is written down: key, pending sale and saga', async () => {
  const books = fakeBooks();

  const opened = await open(books);

  expect(opened).toBe('opened');
  expect(books.sale('sale-1')).toEqual(aSale());
  expect(books.path('saga-1')).toEqual(['started']);
  expect(books.key(theRequest)).toBe('running');
  expect(books.published()).toEqual([]);
});

test('while a sale is being made, neither its key nor its id opens another', async () => {
  const books = fakeBooks();
  await open(books);

  const sameKey = open(books, aSale({ id: 'sale-2', sagaId: 'saga-2' }));
  const sameId = open(books, aSale({ sagaId: 'saga-2' }), anotherRequest);

  await expect(sameKey).rejects.toMatchObject({ code: 'idempotency.in_progress', retryAfterSeconds: 1 });
  await expect(sameId).rejects.toMatchObject({ code: 'idempotency.in_progress' });
  expect(books.sale('sale-2')).toBeUndefined();
  expect(books.saga('saga-2')).toBeUndefined();
  expect(books.key(anotherRequest)).toBe('new');
});

test('a sale made under another key is the same sale, and the new key remembers it', async () => {
  const books = fakeBooks();
  await open(books);
  await books.unit.sales.update(aSale({ status: 'completed', receiptNumber: 'MTL1-01-000001' }));

  const answer = await open(books, aSale({ sagaId: 'saga-2' }), anotherRequest);

  expect(answer).toMatchObject({
    status: 201,
    body: { id: 'sale-1', sagaId: 'saga-1', receiptNumber: 'MTL1-01-000001' },
    headers: { 'Idempotency-Replayed': 'true' },
  });
  expect(books.saga('saga-2')).toBeUndefined();
  expect(books.key(anotherRequest)).toBe(201);
});

test('a sale that was refused may be tried again under its id', async () => {
  const books = fakeBooks();
  await open(books);
  await books.unit.sales.update(aSale({ status: 'refused' }));

  const opened = await open(books, aSale({ sagaId: 'saga-2' }), anotherRequest);

  expect(opened).toBe('opened');
  expect(books.sale('sale-1')).toEqual(aSale({ sagaId: 'saga-2' }));
  expect(books.path('saga-2')).toEqual(['started']);
});

test.each([
  ['of another seller', { soldBy: 'max' }],
  ['of another location', { locationId: 'elsewhere' }],
])('the id of a sale %s is taken, and nothing of that sale is shown', async (_, other) => {
  const books = fakeBooks();
  await open(books, aSale(other));

  const attempt = open(books, aSale({ sagaId: 'saga-2' }), anotherRequest);

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'sale.id_taken', details: [] });
  expect(books.key(anotherRequest)).toBe('new');
});

const theCart = { id: 'c1', version: 4 };
const aSecond = aSale({ id: 'sale-2', sagaId: 'saga-2' });

test.each(['pending', 'completed', 'cancelling', 'cancelled'] as const)(
  'a cart with a sale that is %s opens no other',
  async (status) => {
    const books = fakeBooks();
    await open(books, aSale(), theRequest, theCart);
    await books.unit.sales.update(aSale({ status }));

    const attempt = open(books, aSecond, anotherRequest, theCart);

    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'cart.sold' });
    expect(books.sale('sale-2')).toBeUndefined();
    expect(books.key(anotherRequest)).toBe('new');
  },
);

test('a cart whose sale was refused may be sold after all, once', async () => {
  const books = fakeBooks();
  await open(books, aSale(), theRequest, theCart);
  await books.unit.sales.update(aSale({ status: 'refused' }));

  const opened = await open(books, aSecond, anotherRequest, theCart);
  const third = aSale({ id: 'sale-3', sagaId: 'saga-3' });
  const attempt = open(books, third, { ...theRequest, key: 'key-3' }, theCart);

  expect(opened).toBe('opened');
  await expect(attempt).rejects.toMatchObject({ code: 'cart.sold' });
});

test('a cart that changed since is another one', async () => {
  const books = fakeBooks();
  await open(books, aSale(), theRequest, theCart);

  const opened = await open(books, aSecond, anotherRequest, { ...theCart, version: 5 });

  expect(opened).toBe('opened');
});

test('the id of a sale of other goods is taken', async () => {
  const books = fakeBooks();
  await open(books);
  await books.unit.sales.update(aSale({ status: 'completed', receiptNumber: 'MTL1-01-000001' }));
  const lines = aSale().lines.map((line) => ({ ...line, quantity: 7 }));

  const attempt = open(books, aSale({ sagaId: 'saga-2', lines }), anotherRequest);

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'sale.id_taken' });
});
