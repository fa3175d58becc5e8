import { expect, test } from '@jest/globals';
import { csvRows, readHeader } from './csv-rows.ts';
import { LEFT_REASONS } from './left-reasons.ts';

const rows = (texts: string[], columns = 2, delimiter = ',') =>
  csvRows(
    texts.map((text, index) => ({ number: index + 2, text })),
    delimiter,
    columns,
  ).map((row) => ('problem' in row ? row.problem : row.fields));

test('quoted fields keep delimiters and quotes', () => {
  expect(rows(['a,"b, c"', '"say ""hi""",d'])).toEqual([
    ['a', 'b, c'],
    ['say "hi"', 'd'],
  ]);
});

test('a quote that is not closed spoils its own line only', () => {
  expect(rows(['a,b', 'c,"d', 'e,f', 'g,"h"', 'i,j"k', 'l,"m" n', 'o,p'])).toEqual([
    ['a', 'b'],
    'brokenQuotes',
    ['e', 'f'],
    ['g', 'h'],
    'brokenQuotes',
    'brokenQuotes',
    ['o', 'p'],
  ]);
});

test('a text over several lines is left, and told as what it is', () => {
  expect(rows(['a,"b', 'c"', 'd,e'])).toEqual(['brokenQuotes', 'brokenQuotes', ['d', 'e']]);
  expect(LEFT_REASONS.brokenQuotes).toBe('misplaced quotes, or a text over several lines');
});

test('two stray quotes do not make one record of the lines between them', () => {
  expect(rows(['a,"b', 'c,d', 'e,f"', 'g,h'])).toEqual([
    'brokenQuotes',
    ['c', 'd'],
    'brokenQuotes',
    ['g', 'h'],
  ]);
});

test('blank lines, missing and extra columns, control characters are told apart', () => {
  expect(rows(['', '   ', 'a', 'a,b,c', 'a,b\u0000', 'a,b'])).toEqual([
    'blankLine',
    'blankLine',
    'wrongColumnCount',
    'wrongColumnCount',
    'controlCharacter',
    ['a', 'b'],
  ]);
});

test('a file of blank lines only is all blank lines', () => {
  expect(rows(['', '', ''])).toEqual(['blankLine', 'blankLine', 'blankLine']);
});

test('a line refused before stays refused, and its neighbours are read', () => {
  const lines = [
    { number: 2, text: 'caf\u00e9,"', problem: 'wrongEncoding' as const },
    { number: 3, text: 'a,b' },
  ];

  expect(csvRows(lines, ',', 2)).toEqual([
    { line: 2, text: 'caf\u00e9,"', problem: 'wrongEncoding' },
    { line: 3, text: 'a,b', fields: ['a', 'b'] },
  ]);
});

test.each([
  ['sku,nameFr', ','],
  ['sku;nameFr', ';'],
  ['sku\tnameFr', '\t'],
])('the header %j is split at its own delimiter', (header, delimiter) => {
  expect(readHeader(header)).toEqual({ delimiter, names: ['sku', 'nameFr'] });
});
