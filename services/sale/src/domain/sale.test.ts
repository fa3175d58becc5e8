import { expect, test } from '@jest/globals';
import type { PricedProduct } from './sale.ts';
import { newSale, receiptNumber } from './sale.ts';
import { saleView } from './sale-view.ts';

const kettle: PricedProduct = {
  id: 'kettle',
  sku: 'KET-1',
  nameFr: 'Bouilloire',
  nameEn: 'Kettle',
  taxClass: 'taxable',
  priceCents: 8697,
};
const bread: PricedProduct = { ...kettle, id: 'bread', sku: 'BRE-1', taxClass: 'zeroRated', priceCents: 400 };

const draft = {
  id: 'sale-1',
  sagaId: 'saga-1',
  locationId: 'shop',
  registerId: null,
  till: 'MTL1-01',
  soldBy: 'lea',
  lines: [
    { product: kettle, quantity: 1 },
    { product: bread, quantity: 3 },
  ],
  tenders: [
    { type: 'card' as const, amountCents: 1200, chargeId: 'charge-1' },
    { type: 'cash' as const, amountCents: 12_000 },
  ],
  createdAt: new Date('2026-12-01T12:00:00.000Z'),
};

test('a sale is priced from the catalogue, taxed by class, settled, and not yet sold', () => {
  const sale = newSale(draft);

  expect(sale).toMatchObject({
    status: 'pending',
    subtotalCents: 9897,
    tpsCents: 435,
    tvqCents: 868,
    totalCents: 11_200,
    roundingCents: 0,
    changeCents: 2000,
    receiptNumber: null,
    completedAt: null,
  });
  expect(sale.lines.map(({ sku, quantity, lineTotalCents }) => ({ sku, quantity, lineTotalCents }))).toEqual([
    { sku: 'KET-1', quantity: 1, lineTotalCents: 8697 },
    { sku: 'BRE-1', quantity: 3, lineTotalCents: 1200 },
  ]);
});

test('a sale that is not paid is none', () => {
  const unpaid = { ...draft, tenders: [{ type: 'cash' as const, amountCents: 1 }] };

  expect(() => newSale(unpaid)).toThrow(expect.objectContaining({ code: 'tender.insufficient' }));
});

test('the sale that people see has neither our till code nor our charge ids', () => {
  const view = saleView(newSale(draft));

  expect(view).not.toHaveProperty('till');
  expect(view.tenders).toEqual([
    { type: 'card', amountCents: 1200 },
    { type: 'cash', amountCents: 12_000 },
  ]);
});

test('receipt numbers have six digits, and more when a till needs them', () => {
  expect(receiptNumber('MTL1-02', 7)).toBe('MTL1-02-000007');
  expect(receiptNumber('MTL1-02', 1_234_567)).toBe('MTL1-02-1234567');
});
