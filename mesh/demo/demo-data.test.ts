import { expect, test } from '@jest/globals';
import { isEan13 } from '../src/import/ean13.ts';
import { readDemoCatalogue } from '../src/seed/demo-catalogue.ts';
import { DEMO_CHAIN } from './chain.ts';

const products = await readDemoCatalogue();
const unique = (values: (string | number)[]) => new Set(values).size === values.length;

test('the demo chain sells at least 240 products, each with its own SKU and names', () => {
  expect(products.length).toBeGreaterThanOrEqual(240);
  expect(unique(products.map(({ sku }) => sku))).toBe(true);
  expect(unique(products.map(({ nameFr }) => nameFr))).toBe(true);
  expect(unique(products.map(({ nameEn }) => nameEn))).toBe(true);
});

test('every product carries its own valid in-store EAN-13, clear of those made for imported goods', () => {
  const barcodes = products.map(({ barcode }) => barcode ?? '');

  expect(barcodes.filter((barcode) => !isEan13(barcode) || !barcode.startsWith('20'))).toEqual([]);
  expect(unique(barcodes)).toBe(true);
});

test('every product is named in French and in English, in words that differ but for a few', () => {
  const sameInBoth = products.filter(({ nameFr, nameEn }) => nameFr === nameEn).map(({ nameEn }) => nameEn);

  expect(sameInBoth.length).toBeLessThan(10);
  expect(products.some(({ nameFr }) => /[éèêàçœ]/.test(nameFr))).toBe(true);
});

test('taxes follow Québec law: groceries none, snacks and household both, books and diapers TPS only', () => {
  const classesOf = (...categories: string[]) => [
    ...new Set(
      products.filter(({ category }) => categories.includes(category)).map(({ taxClass }) => taxClass),
    ),
  ];

  expect(classesOf('produce', 'dairy', 'seafood', 'pantry')).toEqual(['zeroRated']);
  expect(classesOf('snacks', 'household', 'cleaning', 'pets', 'kitchenware', 'stationery')).toEqual([
    'taxable',
  ]);
  expect(classesOf('books')).toEqual(['tpsOnly']);
  const withTpsOnly = products.filter(({ taxClass }) => taxClass === 'tpsOnly');
  expect(
    withTpsOnly.every(({ category, nameEn }) => category === 'books' || nameEn.startsWith('Diapers')),
  ).toBe(true);
});

test('prices are those of a shop: above 1 and below 100 dollars', () => {
  expect(products.filter(({ priceCents }) => priceCents < 100 || priceCents > 10_000)).toEqual([]);
});

test('the chain has five shops with two to four registers, a logistics centre and a head office', () => {
  const ofType = (wanted: string) => DEMO_CHAIN.locations.filter(({ type }) => type === wanted);

  expect(ofType('store').map(({ code }) => code)).toEqual(['MTL1', 'QUE1', 'SAG1', 'SHE1', 'TRO1']);
  expect(ofType('store').filter(({ registers }) => registers.length < 2 || registers.length > 4)).toEqual([]);
  expect(ofType('store').every(({ registers }) => unique(registers.map(({ number }) => number)))).toBe(true);
  expect([ofType('logistics').length, ofType('headOffice').length]).toEqual([1, 1]);
});

test('every shop has a manager and clerks, and every role has somebody', () => {
  const stores = DEMO_CHAIN.locations.filter(({ type }) => type === 'store').map(({ code }) => code);
  const staffOf = (code: string, role: string) =>
    DEMO_CHAIN.people.filter((person) => person.location === code && person.role === role).length;

  expect(stores.map((code) => staffOf(code, 'manager'))).toEqual([1, 1, 1, 1, 1]);
  expect(stores.filter((code) => staffOf(code, 'clerk') < 2)).toEqual([]);
  expect([...new Set(DEMO_CHAIN.people.map(({ role }) => role))].toSorted()).toEqual([
    'clerk',
    'customer',
    'headOffice',
    'logistics',
    'manager',
    'operator',
    'supplier',
  ]);
  expect(unique(DEMO_CHAIN.people.map(({ username }) => username))).toBe(true);
});

test('there are three gift cards with money on them', () => {
  expect(unique(DEMO_CHAIN.giftCards.map(({ code }) => code))).toBe(true);
  expect(DEMO_CHAIN.giftCards.map(({ balanceCents }) => balanceCents)).toEqual([2_500, 5_000, 10_000]);
});
