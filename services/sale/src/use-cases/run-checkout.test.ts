import { expect, test } from '@jest/globals';
import type { Sale } from '../domain/sale.ts';
import type { Tender } from '../domain/tender.ts';
import { DECLINED, fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import { openSale } from './open-sale.ts';
import type { Means } from './ports.ts';
import { runCheckout } from './run-checkout.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, card, cash, context, theRequest } from './sale.samples.ts';

/** A sale of one of three teas, opened, with a stockroom and a terminal to check it out with. */
async function anOpenedSale(tenders: Tender[], declined: string[] = []) {
  const books = fakeBooks();
  const stockroom = fakeStockroom({ tea: 3 });
  const terminal = fakeTerminal();
  const sale = aSale({}, tenders);
  await openSale(books.unit, sale, aSaga(), theRequest);
  const means = new Map(
    tenders.flatMap(({ chargeId }): [string, Means][] => {
      if (chargeId === undefined) return [];
      return [
        [chargeId, declined.includes(chargeId) ? { type: 'card', cardNumber: DECLINED } : { type: 'card' }],
      ];
    }),
  );
  const deps = {
    inTransaction: books.inTransaction,
    now: books.now,
    stock: stockroom.stock,
    payments: terminal.payments,
  };
  const checkOut = (of: Sale = sale) => runCheckout(deps, aSaga(), of, means, context);
  return { books, stockroom, terminal, checkOut };
}

test('a cash sale holds the goods and is recorded, with a receipt number and an answer to keep', async () => {
  const { books, stockroom, checkOut } = await anOpenedSale([cash(1000)]);

  const answer = await checkOut();

  expect(answer).toMatchObject({
    status: 201,
    body: { status: 'completed', receiptNumber: 'MTL1-01-000001' },
  });
  expect(books.sale('sale-1')).toMatchObject({ status: 'completed', receiptNumber: 'MTL1-01-000001' });
  expect(books.path('saga-1')).toEqual(['started', 'stockReserved', 'confirmed']);
  expect(books.published()).toEqual([{ type: 'recorded', saleId: 'sale-1' }]);
  expect(books.key(theRequest)).toBe(201);
  expect(stockroom.shelf).toEqual({ tea: 2 });
});

test('a card sale takes the money once and keeps what the terminal says of it', async () => {
  const { books, terminal, checkOut } = await anOpenedSale([card(600), cash(400)]);

  await checkOut();

  expect(terminal.taken()).toBe(600);
  expect(books.path('saga-1')).toEqual(['started', 'stockReserved', 'paid', 'confirmed']);
  expect(books.sale('sale-1')?.tenders).toEqual([
    { ...card(600), authorization: 'auth charge-1', last4: '4242' },
    cash(400),
  ]);
});

test('when goods are short the sale is refused, nobody is charged, and the key remembers the refusal', async () => {
  const { books, stockroom, terminal, checkOut } = await anOpenedSale([card(1000)]);
  stockroom.shelf['tea'] = 0;

  const attempt = checkOut();

  await expect(attempt).rejects.toMatchObject({
    code: 'stock.insufficient',
    details: [{ productId: 'tea' }],
  });
  expect(terminal.taken()).toBe(0);
  expect(books.path('saga-1')).toEqual(['started', 'compensating', 'cancelled']);
  expect(books.sale('sale-1')).toMatchObject({ status: 'refused', refusal: { code: 'stock.insufficient' } });
  expect(books.key(theRequest)).toBe(409);
  expect(books.published()).toEqual([]);
});

test('when the second card is declined the first gets its money back and the goods go back', async () => {
  const tenders = [card(400, 'charge-1'), card(600, 'charge-2')];
  const { books, stockroom, terminal, checkOut } = await anOpenedSale(tenders, ['charge-2']);

  const attempt = checkOut();

  await expect(attempt).rejects.toMatchObject({ kind: 'paymentRequired', code: 'payment.declined' });
  expect(terminal.taken()).toBe(0);
  expect(stockroom.shelf).toEqual({ tea: 3 });
  expect(books.path('saga-1')).toEqual(['started', 'stockReserved', 'compensating', 'cancelled']);
  expect(books.sale('sale-1')).toMatchObject({ status: 'refused', receiptNumber: null });
  expect(books.key(theRequest)).toBe(402);
  expect(books.published()).toEqual([]);
});

test('bad luck is walked back but not kept: the same key may try again', async () => {
  const { books, stockroom, terminal, checkOut } = await anOpenedSale([card(1000)]);
  terminal.trouble.is = 'silent';
  const refundLater = terminal.payments.refund;
  terminal.payments.refund = (...of) => {
    terminal.trouble.is = 'none';
    return refundLater(...of);
  };

  const attempt = checkOut();

  await expect(attempt).rejects.toMatchObject({ kind: 'timeout', code: 'payment.timeout' });
  expect(stockroom.shelf).toEqual({ tea: 3 });
  expect(books.saga('saga-1')?.state).toBe('cancelled');
  expect(books.key(theRequest)).toBe('new');
});

test.each(['silent', 'silentAfterHolding'] as const)(
  'when stock is %s, compensation is left to whoever recovers the saga, at once',
  async (trouble) => {
    const { books, stockroom, checkOut } = await anOpenedSale([cash(1000)]);
    stockroom.trouble.is = trouble;

    const attempt = checkOut();

    await expect(attempt).rejects.toMatchObject({ code: 'stock.timeout' });
    expect(books.saga('saga-1')).toMatchObject({ state: 'compensating', surrendered: true });
    expect(books.sale('sale-1')?.status).toBe('pending');
    expect(books.key(theRequest)).toBe('running');
    expect(books.published()).toEqual([]);
  },
);

test('when money was taken but the answer is lost, the money is never left behind unseen', async () => {
  const { books, terminal, checkOut } = await anOpenedSale([card(1000)]);
  terminal.trouble.is = 'silentAfterCharging';

  await expect(checkOut()).rejects.toMatchObject({ code: 'payment.timeout' });

  expect(terminal.taken()).toBe(1000);
  expect(books.saga('saga-1')).toMatchObject({ state: 'compensating', surrendered: true });
});

test('a driver whose saga was taken over confirms nothing', async () => {
  const { books, checkOut } = await anOpenedSale([cash(1000)]);
  books.takeOver('saga-1');

  const attempt = checkOut();

  await expect(attempt).rejects.toMatchObject({ code: 'idempotency.in_progress' });
  expect(books.sale('sale-1')).toMatchObject({ status: 'pending', receiptNumber: null });
  expect(books.published()).toEqual([]);
  const next = await books.unit.receipts.next('MTL1-01');
  expect(next).toBe(1);
});

test('when the confirmation cannot be written the saga stays for recovery, goods held and money taken', async () => {
  const { books, stockroom, terminal, checkOut } = await anOpenedSale([card(1000)]);
  const charge = terminal.payments.charge;
  terminal.payments.charge = async (...of) => {
    books.trouble.down = true;
    return charge(...of);
  };

  await expect(checkOut()).rejects.toThrow('the database is away');

  expect(books.saga('saga-1')?.state).toBe('stockReserved');
  expect(stockroom.held()).toBe(1);
  expect(terminal.taken()).toBe(1000);
});
