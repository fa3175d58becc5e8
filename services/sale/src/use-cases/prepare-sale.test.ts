import { expect, test } from '@jest/globals';
import { aProduct, fakeShop } from './neighbours.fake.ts';
import { prepareSale } from './prepare-sale.ts';
import { context, lea } from './sale.samples.ts';

const cash = (amountCents: number) => ({ type: 'cash' as const, amountCents });
const oneTea = { locationId: 'shop', lines: [{ productId: 'tea', quantity: 1 }], tenders: [cash(1000)] };

test('prices, names and taxes are those of the catalogue, the seller is who asks', async () => {
  const { asking } = fakeShop(aProduct({ priceCents: 1000 }));

  const { sale, cart } = await prepareSale(asking, { ...oneTea, registerId: 'r1' }, lea, context);

  expect(sale).toMatchObject({
    status: 'pending',
    soldBy: 'lea',
    till: 'MTL1-01',
    registerId: 'r1',
    totalCents: 1000,
    createdAt: context.now,
    lines: [{ productId: 'tea', sku: 'TEA-1', unitPriceCents: 1000 }],
  });
  expect(cart).toBeUndefined();
});

test('the till may choose the id of the sale, its saga has one of its own', async () => {
  const { asking } = fakeShop(aProduct());

  const { sale } = await prepareSale(asking, { ...oneTea, id: 'chosen' }, lea, context);
  const { sale: other } = await prepareSale(asking, oneTea, lea, context);

  expect(sale.id).toBe('chosen');
  expect(sale.sagaId).not.toBe('chosen');
  expect(new Set([sale.sagaId, other.id, other.sagaId]).size).toBe(3);
});

test('numbers of cards are kept apart from the sale, each under the id of its charge', async () => {
  const { asking } = fakeShop(aProduct());
  const tenders = [
    { type: 'card' as const, amountCents: 300, cardNumber: '4242424242424242' },
    { type: 'card' as const, amountCents: 300 },
    { type: 'giftCard' as const, amountCents: 200, giftCardCode: 'GIFT-0001' },
    cash(200),
  ];

  const { sale, means } = await prepareSale(asking, { ...oneTea, tenders }, lea, context);

  const [first, second, third, fourth] = sale.tenders;
  expect(JSON.stringify(sale)).not.toMatch(/4242424242424242|GIFT-0001/);
  expect([...means]).toEqual([
    [first?.chargeId, { type: 'card', cardNumber: '4242424242424242' }],
    [second?.chargeId, { type: 'card' }],
    [third?.chargeId, { type: 'giftCard', giftCardCode: 'GIFT-0001' }],
  ]);
  expect(fourth).toEqual({ type: 'cash', amountCents: 200 });
});

test('what a cart holds is sold', async () => {
  const { asking, carts } = fakeShop(aProduct());
  const cart = { id: 'c1', locationId: 'shop', lines: [{ productId: 'tea', quantity: 2 }], version: 7 };
  carts.set('c1', cart);

  const prepared = await prepareSale(
    asking,
    { locationId: 'shop', cartId: 'c1', tenders: [cash(2000)] },
    lea,
    context,
  );

  expect(prepared.sale).toMatchObject({ lines: [{ quantity: 2 }], totalCents: 2000 });
  expect(prepared.cart).toEqual(cart);
});

test.each([
  [
    'of another location',
    { locationId: 'elsewhere', lines: [{ productId: 'tea', quantity: 1 }] },
    'cart.other_location',
  ],
  ['with nothing in it', { locationId: 'shop', lines: [] }, 'cart.empty'],
])('a cart %s is refused', async (_, cart, code) => {
  const { asking, carts } = fakeShop(aProduct());
  carts.set('c1', { id: 'c1', version: 1, ...cart });

  const attempt = prepareSale(
    asking,
    { locationId: 'shop', cartId: 'c1', tenders: [cash(1000)] },
    lea,
    context,
  );

  await expect(attempt).rejects.toMatchObject({ kind: 'invalid', code });
});

test('what the catalogue does not sell is refused', async () => {
  const { asking } = fakeShop();

  await expect(prepareSale(asking, oneTea, lea, context)).rejects.toMatchObject({ code: 'product.unknown' });
});
