import { expect, test } from '@jest/globals';
import { confirmSale } from './confirm-sale.ts';
import { openSale } from './open-sale.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, context, theRequest } from './sale.samples.ts';

const numbered = (number: number) => ({
  sale: aSale({ id: `sale-${number}`, sagaId: `saga-${number}` }),
  saga: aSaga({ id: `saga-${number}`, saleId: `sale-${number}` }),
  request: { ...theRequest, key: `key-${number}` },
});

test('the receipts of a till are numbered one after the other; one that fails uses no number', async () => {
  const books = fakeBooks();
  for (const number of [1, 2, 3]) {
    const { sale, saga, request } = numbered(number);
    await openSale(books.unit, sale, saga, request);
  }
  books.takeOver('saga-2');
  const confirm = (number: number) =>
    confirmSale(books, numbered(number).saga, numbered(number).sale, context);

  const first = await confirm(1);
  const lost = confirm(2);
  await expect(lost).rejects.toMatchObject({ code: 'idempotency.in_progress' });
  const third = await confirm(3);

  expect([first, third]).toMatchObject([
    { body: { receiptNumber: 'MTL1-01-000001' } },
    { body: { receiptNumber: 'MTL1-01-000002' } },
  ]);
  expect(books.published().map(({ saleId }) => saleId)).toEqual(['sale-1', 'sale-3']);
});

test('a saga is confirmed once', async () => {
  const books = fakeBooks();
  const { sale, saga, request } = numbered(1);
  await openSale(books.unit, sale, saga, request);
  await confirmSale(books, saga, sale, context);

  const again = confirmSale(books, saga, sale, context);

  await expect(again).rejects.toMatchObject({ code: 'idempotency.in_progress' });
  expect(books.published()).toHaveLength(1);
  expect(books.sale('sale-1')?.receiptNumber).toBe('MTL1-01-000001');
});
