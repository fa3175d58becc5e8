/** Words clerks typed into the description when they corrected the stock. */
const NOTE_WORDS = [
  'adjust',
  'amazon',
  'barcode',
  'broken',
  'cargo order',
  'counted',
  'cracked',
  'credit',
  'crushed',
  'damage',
  'dotcom',
  'faulty',
  'given away',
  'label mix',
  'mailout',
  'mouldy',
  'mystery',
  'not rcvd',
  'quick fix',
  'rcvd',
  'returned',
  'rusty',
  'sample',
  'showroom',
  'smashed',
  'sold as',
  'sold in',
  'sold set',
  'throw',
  'wrong',
];
const NOTE = new RegExp(`\\b(${NOTE_WORDS.join('|')})`, 'i');
/** Notes in capitals are recognised only when they say nothing else: `DISPLAY` is a note, `WIRE DISPLAY CABINET` is not. */
const NOTE_ALONE =
  /^(adjustment|check|damage[sd]?|display|faulty|found|lost|mia|missing|returned|samples?|test|wet)$/i;

/**
 * True for a stock correction's note (`?`, `damaged`, `thrown away`) in the place of a description. The catalogue
 * is written in capitals, notes mostly are not.
 */
export function isClerkNote(description: string): boolean {
  if (description.includes('?') || !/\p{L}{2}/u.test(description)) return true;
  if (NOTE_ALONE.test(description)) return true;
  const hasCapitalWord = /\p{Lu}{3}/u.test(description);
  return NOTE.test(description) && (!hasCapitalWord || /^\p{Ll}/u.test(description));
}
