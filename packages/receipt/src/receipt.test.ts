import { expect, test } from '@jest/globals';
import { lineTotalCents, totalsOf } from '@comptoir/pricing';
import { code128Svg, code128Values } from './code128.ts';
import type { ReceiptTender, SaleOnReceipt } from './receipt.ts';
import { receiptBody } from './receipt.ts';

const kettle = {
  nameFr: 'Bouilloire',
  nameEn: 'Kettle',
  taxClass: 'taxable' as 'taxable' | 'zeroRated' | 'tpsOnly',
  unitPriceCents: 8697,
};
const taxNumbers = { tps: '123456789 RT0001', tvq: '1234567890 TQ0001' };
const cash = (amountCents: number): ReceiptTender => ({ type: 'cash', amountCents });

function soldFor(
  tenders: ReceiptTender[],
  product: Partial<typeof kettle> = {},
  changes: Partial<SaleOnReceipt> & { quantity?: number } = {},
): SaleOnReceipt {
  const { quantity = 1, ...rest } = changes;
  const line = { ...kettle, ...product, quantity };
  return {
    receiptNumber: 'MTL1-01-000007',
    at: new Date('2026-12-01T17:00:01.000Z'),
    lines: [{ ...line, lineTotalCents: lineTotalCents(line) }],
    tenders,
    ...totalsOf([line]),
    roundingCents: 0,
    changeCents: 0,
    ...rest,
  };
}
/** Text of the receipt, one line per row, with plain spaces. */
const textOf = (html: string) =>
  html
    .replaceAll(/<(br|\/tr|\/p|\/h1)>/g, '\n')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[ \u00a0\u202f]+/g, ' ');

test('both taxes stand on lines of their own, with their registration numbers', () => {
  const text = textOf(receiptBody(soldFor([cash(10_000)]), taxNumbers, 'bilingual'));

  expect(text).toMatch(/Sous-total \/ Subtotal 86,97 \$/);
  expect(text).toMatch(/TPS 5 % \/ GST 5% 123456789 RT0001 4,35 \$/);
  expect(text).toMatch(/TVQ 9,975 % \/ QST 9\.975% 1234567890 TQ0001 8,68 \$/);
  expect(text).toMatch(/Total CAD 100,00 \$/);
  expect(text).toContain('MTL1-01-000007');
});

test('in French there is no English', () => {
  const html = receiptBody(soldFor([cash(12_000)], {}, { changeCents: 2_000 }), taxNumbers, 'fr');

  expect(html).toContain('Bouilloire');
  expect(html).toContain('Monnaie rendue');
  expect(html).not.toMatch(/Kettle|Receipt|Subtotal|Change|Thank/);
});

test('in both languages the English name follows the French one, unless it is the same', () => {
  const both = textOf(receiptBody(soldFor([cash(10_000)]), taxNumbers, 'bilingual'));
  const same = textOf(
    receiptBody(soldFor([cash(10_000)], { nameFr: 'Kiwi', nameEn: 'Kiwi' }), taxNumbers, 'bilingual'),
  );

  expect(both.indexOf('Kettle')).toBeGreaterThan(both.indexOf('Bouilloire'));
  expect(same.match(/Kiwi/g)).toHaveLength(1);
});

test('rounding and change are shown when there are any', () => {
  const tea = { unitPriceCents: 1002, taxClass: 'zeroRated' as const };

  const rounded = textOf(
    receiptBody(soldFor([cash(2000)], tea, { roundingCents: -2, changeCents: 1000 }), taxNumbers, 'fr'),
  );
  const exact = textOf(receiptBody(soldFor([{ type: 'card', amountCents: 1002 }], tea), taxNumbers, 'fr'));

  expect(rounded).toMatch(/Arrondi [-−]0,02 \$/);
  expect(rounded).toMatch(/Monnaie rendue 10,00 \$/);
  expect(exact).not.toMatch(/Arrondi|Monnaie/);
});

test('a card shows its last digits and its authorization, and nothing of a cancelled sale is hidden', () => {
  const paid = soldFor([{ type: 'card', amountCents: 10_000, last4: '4242', authorization: 'A-77' }]);

  const text = textOf(receiptBody({ ...paid, mark: 'cancelled' }, taxNumbers, 'bilingual'));

  expect(text).toContain('Carte / Card **** 4242 A-77 100,00 $');
  expect(text).toContain('ANNULÉ / CANCELLED');
  expect(textOf(receiptBody(paid, taxNumbers, 'bilingual'))).not.toContain('ANNULÉ');
});

test('several units show the price of one', () => {
  const text = textOf(
    receiptBody(
      soldFor([cash(3000)], { unitPriceCents: 500, taxClass: 'tpsOnly' }, { quantity: 3 }),
      taxNumbers,
      'fr',
    ),
  );

  expect(text).toMatch(/3 × 5,00 \$/);
  expect(text).toMatch(/15,00 \$ F\b(?!P)/);
});

test('the hour is that of the shop, in Québec', () => {
  const text = textOf(receiptBody(soldFor([cash(10_000)]), taxNumbers, 'fr'));

  expect(text).toContain('2026-12-01 12 h 00 min 01 s');
});

test('names and traces cannot become markup', () => {
  const hostile = soldFor([{ type: 'card', amountCents: 10_000, authorization: '"><b>' }], {
    nameFr: `<img src=x onerror='alert("1")'>`,
    nameEn: '&lt;',
  });

  const html = receiptBody(hostile, { tps: '<i>', tvq: '' }, 'bilingual');

  expect(html).not.toMatch(/<img|"><b>|<small><i>/);
  expect(html).toContain('&#60;img src=x onerror=&#39;alert(&#34;1&#34;)&#39;&#62;');
  expect(html).toContain('&#38;lt;');
});

test('a sale that the till made alone says so, in both languages', () => {
  const text = textOf(
    receiptBody(soldFor([cash(10_000)], {}, { mark: 'provisional' }), taxNumbers, 'bilingual'),
  );

  expect(text).toContain('PROVISOIRE / PROVISIONAL');
});

test('the barcode says the receipt’s number: start B, its characters, the check symbol', () => {
  // Worked out by hand: 104 + 1 * 33 (A) + 2 * 34 (B) + 3 * 17 (1) = 256, which leaves 50 of 103.
  expect(code128Values('AB1')).toEqual([104, 33, 34, 17, 50]);
  expect(code128Svg('AB1')).toMatch(/^<svg class="barcode" viewBox="0 0 88 40"/);
  expect(receiptBody(soldFor([cash(10_000)]), taxNumbers, 'fr')).toContain('aria-label="MTL1-01-000007"');
  expect(() => code128Values('é')).toThrow('Code 128 B');
});
