import { expect, test } from '@jest/globals';
import { receiptHtml } from './receipt.ts';
import { newSale } from './sale.ts';
import type { PricedProduct, Sale } from './sale.ts';
import type { Tender } from './tender.ts';

const kettle: PricedProduct = {
  id: 'kettle',
  sku: 'KET-1',
  nameFr: 'Bouilloire',
  nameEn: 'Kettle',
  taxClass: 'taxable',
  priceCents: 8697,
};
const taxNumbers = { tps: '123456789 RT0001', tvq: '1234567890 TQ0001' };
const cash = (amountCents: number): Tender => ({ type: 'cash', amountCents });

function soldFor(tenders: Tender[], product: Partial<PricedProduct> = {}, quantity = 1) {
  const draft = newSale({
    id: 'sale-1',
    sagaId: 'saga-1',
    locationId: 'shop',
    registerId: null,
    till: 'MTL1-01',
    soldBy: 'lea',
    lines: [{ product: { ...kettle, ...product }, quantity }],
    tenders,
    createdAt: new Date('2026-12-01T17:00:00.000Z'),
  });
  return {
    ...draft,
    status: 'completed' as Sale['status'],
    receiptNumber: 'MTL1-01-000007',
    completedAt: new Date('2026-12-01T17:00:01.000Z'),
  };
}
/** Text of the receipt, one line per row, with plain spaces. */
const textOf = (html: string) =>
  html
    .replaceAll(/<style>.*<\/style>/gs, '')
    .replaceAll(/<(br|\/tr|\/p|\/h1)>/g, '\n')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[ \u00a0\u202f]+/g, ' ');

test('both taxes stand on lines of their own, with their registration numbers', () => {
  const text = textOf(receiptHtml(soldFor([cash(10_000)]), taxNumbers, 'bilingual'));

  expect(text).toMatch(/Sous-total \/ Subtotal 86,97 \$/);
  expect(text).toMatch(/TPS 5 % \/ GST 5% 123456789 RT0001 4,35 \$/);
  expect(text).toMatch(/TVQ 9,975 % \/ QST 9\.975% 1234567890 TQ0001 8,68 \$/);
  expect(text).toMatch(/Total CAD 100,00 \$/);
  expect(text).toContain('MTL1-01-000007');
});

test('in French there is no English', () => {
  const html = receiptHtml(soldFor([cash(12_000)]), taxNumbers, 'fr');

  expect(html).toContain('Bouilloire');
  expect(html).toContain('Monnaie rendue');
  expect(html).not.toMatch(/Kettle|Receipt|Subtotal|Change|Thank/);
});

test('in both languages the English name follows the French one, unless it is the same', () => {
  const both = textOf(receiptHtml(soldFor([cash(10_000)]), taxNumbers, 'bilingual'));
  const same = textOf(
    receiptHtml(soldFor([cash(10_000)], { nameFr: 'Kiwi', nameEn: 'Kiwi' }), taxNumbers, 'bilingual'),
  );

  expect(both.indexOf('Kettle')).toBeGreaterThan(both.indexOf('Bouilloire'));
  expect(same.match(/Kiwi/g)).toHaveLength(1);
});

test('rounding and change are shown when there are any', () => {
  const tea = { priceCents: 1002, taxClass: 'zeroRated' as const };

  const rounded = textOf(receiptHtml(soldFor([cash(2000)], tea), taxNumbers, 'fr'));
  const exact = textOf(receiptHtml(soldFor([{ type: 'card', amountCents: 1002 }], tea), taxNumbers, 'fr'));

  expect(rounded).toMatch(/Arrondi [-−]0,02 \$/);
  expect(rounded).toMatch(/Monnaie rendue 10,00 \$/);
  expect(exact).not.toMatch(/Arrondi|Monnaie/);
});

test('a card shows its last digits and its authorization, and nothing of a cancelled sale is hidden', () => {
  const paid = soldFor([{ type: 'card', amountCents: 10_000, last4: '4242', authorization: 'A-77' }]);

  const text = textOf(receiptHtml({ ...paid, status: 'cancelled' }, taxNumbers, 'bilingual'));

  expect(text).toContain('Carte / Card **** 4242 A-77 100,00 $');
  expect(text).toContain('ANNULÉ / CANCELLED');
  expect(textOf(receiptHtml(paid, taxNumbers, 'bilingual'))).not.toContain('ANNULÉ');
});

test('several units show the price of one', () => {
  const text = textOf(
    receiptHtml(soldFor([cash(3000)], { priceCents: 500, taxClass: 'tpsOnly' }, 3), taxNumbers, 'fr'),
  );

  expect(text).toMatch(/3 × 5,00 \$/);
  expect(text).toMatch(/15,00 \$ F\b(?!P)/);
});

test('the hour is that of the shop, in Québec', () => {
  const text = textOf(receiptHtml(soldFor([cash(10_000)]), taxNumbers, 'fr'));

  expect(text).toContain('2026-12-01 12 h 00 min 01 s');
});

test('names and traces cannot become markup', () => {
  const hostile = soldFor([{ type: 'card', amountCents: 10_000, authorization: '"><b>' }], {
    nameFr: `<img src=x onerror='alert("1")'>`,
    nameEn: '&lt;',
  });

  const html = receiptHtml(hostile, { tps: '<i>', tvq: '' }, 'bilingual');

  expect(html).not.toMatch(/<img|"><b>|<small><i>/);
  expect(html).toContain('&#60;img src=x onerror=&#39;alert(&#34;1&#34;)&#39;&#62;');
  expect(html).toContain('&#38;lt;');
});
