import { expect, test } from '@jest/globals';
import { searchTextOf, searchWords } from './search-text.ts';

const beef = {
  sku: 'MEAT-1',
  barcode: '4006381333931',
  nameFr: 'Bœuf haché d’été',
  nameEn: 'Summer ground beef',
};

test.each(['boeuf', 'BŒUF', 'hache', "d'été", 'd’ete', 'summer', 'meat-1', '638133'])(
  '%s finds it',
  (search) => {
    const text = searchTextOf(beef);

    const found = searchWords(search).every((word) => text.includes(word));

    expect(found).toBe(true);
  },
);

test('no word spans two fields', () => {
  expect(searchTextOf(beef)).not.toContain('etesummer');
  expect(searchWords('été summer')).toEqual(['ete', 'summer']);
});

test('a product without a barcode is not found by the word null', () => {
  expect(searchTextOf({ ...beef, barcode: null })).not.toContain('null');
});

test('only spaces ask for nothing, and a word asked for twice counts once', () => {
  expect(searchWords('   ')).toEqual([]);
  expect(searchWords('thé The thé')).toEqual(['the']);
});
