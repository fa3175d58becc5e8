import { expect, test } from '@jest/globals';
import { createSearchIndex } from './search-index.ts';

const product = (changes: Partial<Parameters<ReturnType<typeof createSearchIndex>['put']>[0]> = {}) => ({
  id: 'tea',
  sku: 'THE-1',
  barcode: '4006381333931' as string | null,
  nameFr: 'Thé glacé épicé',
  nameEn: 'Spiced iced tea',
  category: 'drinks',
  taxClass: 'taxable' as const,
  priceCents: 299,
  active: true,
  version: 1,
  ...changes,
});

test('a product is found by every word of it, in either language, without accents', () => {
  const index = createSearchIndex();
  index.put(product());

  const found = (typed: string) => index.search(typed, 5).map(({ id }) => id);

  expect([found('epice the'), found('ICED'), found('the-1'), found('40063813')]).toEqual([
    ['tea'],
    ['tea'],
    ['tea'],
    ['tea'],
  ]);
  expect([found('café'), found(''), found('   ')]).toEqual([[], [], []]);
});

test('ligatures and curly apostrophes are found as they are typed on a keyboard', () => {
  const index = createSearchIndex();
  index.put(product({ nameFr: 'Bœuf haché d’été' }));

  expect(index.search("boeuf d'ete", 5)).toHaveLength(1);
});

test('names that begin with what was typed come first', () => {
  const index = createSearchIndex();
  index.put(product({ id: 'b', sku: 'B', barcode: null, nameFr: 'Tasse à thé', nameEn: 'Tea cup' }));
  index.put(product());

  expect(index.search('thé', 5).map(({ id }) => id)).toEqual(['tea', 'b']);
});

test('an older version never takes the place of a newer one', () => {
  const index = createSearchIndex();
  index.put(product({ version: 3, priceCents: 350 }));

  expect(index.put(product({ version: 2, priceCents: 100 }))).toBe(false);
  expect(index.byId('tea')?.priceCents).toBe(350);
});

test('a barcode and a SKU that were given up lead nowhere, and what is retired is not found', () => {
  const index = createSearchIndex();
  index.put(product());
  index.put(product({ version: 2, barcode: '2000000000008', sku: 'THE-2' }));

  expect([index.byBarcode('4006381333931'), index.bySku('the-1')]).toEqual([undefined, undefined]);
  expect(index.byBarcode('2000000000008')?.id).toBe('tea');

  index.put(product({ version: 3, active: false }));
  expect([index.search('thé', 5), index.byBarcode('2000000000008'), index.bySku('the-2')]).toEqual([
    [],
    undefined,
    undefined,
  ]);
  expect(index.byId('tea')?.active).toBe(false);
});
