const SMALL = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);
const CAPITALS = new Set(['CD', 'DVD', 'FM', 'LED', 'TV', 'UK', 'USA', 'USB', 'XL', 'XXL']);

/** A name for the shelf from a description in capitals: `WHITE METAL LANTERN.` becomes `White Metal Lantern`. */
export function titleCase(description: string): string {
  const bare = description.replaceAll(/\s*,\s*/g, ', ').replaceAll(/^[\s*.,-]+|[\s*.,-]+$/g, '');
  return bare
    .split(' ')
    .map((word, index) => wordCase(word, index === 0))
    .join(' ');
}

function wordCase(word: string, isFirst: boolean): string {
  const lower = word.toLowerCase();
  if (CAPITALS.has(word.toUpperCase())) return word.toUpperCase();
  if (!isFirst && SMALL.has(lower)) return lower;
  // A letter starts a word after a hyphen, a slash or a bracket, but not after an apostrophe or inside `40x40cm`.
  return lower.replaceAll(
    /(^|[-/("&+])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
