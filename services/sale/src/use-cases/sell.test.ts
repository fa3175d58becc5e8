import { expect, test } from '@jest/globals';
import { aProduct, fakeShop, fakeStockroom, fakeTerminal } from './neighbours.fake.ts';
import { fakeBooks } from './sale.fake.ts';
import { context, lea, theRequest } from './sale.samples.ts';
import type { SellDeps } from './sell.ts';
import { sell } from './sell.ts';

const tenders = [{ type: 'cash' as const, amountCents: 1000 }];
const oneTea = { id: 'sale-1', locationId: 'shop', lines: [{ productId: 'tea', quantity: 1 }], tenders };
const fromCart = { locationId: 'shop', cartId: 'c1', tenders };

/** A shop with three teas and a cart with one of them. */
function aTill() {
  const books = fakeBooks();
  const { asking, products, carts } = fakeShop(aProduct());
  const stockroom = fakeStockroom({ tea: 3 });
  carts.set('c1', { id: 'c1', locationId: 'shop', lines: [{ productId: 'tea', quantity: 1 }], version: 4 });
  const deps: SellDeps = {
    ...asking,
    inTransaction: books.inTransaction,
    now: books.now,
    stock: stockroom.stock,
    payments: fakeTerminal().payments,
    leaseOwner: () => 'sale-1/run-1',
    discardCart: async ({ id }) => {
      carts.delete(id);
      return Promise.resolve();
    },
  };
  return { books, stockroom, products, carts, deps };
}

test('a sale is prepared, opened and checked out, in the name and the trace of who asked', async () => {
  const { books, deps, stockroom } = aTill();

  const answer = await sell(deps, oneTea, theRequest, lea, context);

  expect(answer).toMatchObject({ status: 201, body: { id: 'sale-1', soldBy: 'lea', totalCents: 1000 } });
  expect(books.saga(books.sale('sale-1')?.sagaId ?? '')).toMatchObject({
    kind: 'checkout',
    state: 'confirmed',
    origin: { traceparent: context.traceparent, actor: lea, idempotency: theRequest },
  });
  expect(stockroom.shelf).toEqual({ tea: 2 });
});

test('the cart that was sold is dropped', async () => {
  const { deps, carts } = aTill();

  await sell(deps, fromCart, theRequest, lea, context);

  expect(carts.has('c1')).toBe(false);
});

test('a cart whose sale was refused is kept', async () => {
  const { deps, carts, stockroom } = aTill();
  stockroom.shelf['tea'] = 0;

  await expect(sell(deps, fromCart, theRequest, lea, context)).rejects.toMatchObject({
    code: 'stock.insufficient',
  });

  expect(carts.has('c1')).toBe(true);
});

test('the same request again gets its answer, though its cart is gone and its product retired', async () => {
  const { deps, products, stockroom, books } = aTill();
  const first = await sell(deps, fromCart, theRequest, lea, context);
  products.clear();

  const again = await sell(deps, fromCart, theRequest, lea, context);

  expect(again).toEqual({
    status: 201,
    body: first.body,
    headers: { 'Idempotency-Replayed': 'true' },
  });
  expect(stockroom.shelf).toEqual({ tea: 2 });
  expect(books.published()).toHaveLength(1);
});

test('what cannot be prepared opens nothing', async () => {
  const { deps, products, books, stockroom } = aTill();
  products.clear();

  const attempt = sell(deps, oneTea, theRequest, lea, context);

  await expect(attempt).rejects.toMatchObject({ code: 'product.unknown' });
  expect(books.sale('sale-1')).toBeUndefined();
  expect(books.key(theRequest)).toBe('new');
  expect(stockroom.held()).toBe(0);
});
