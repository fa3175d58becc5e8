/** A product as far as it is searched; in every service and in the app it has more. */
export interface Searchable {
  nameFr: string;
  nameEn: string;
  sku: string;
  barcode: string | null;
}

/** Without case and accents, ligatures taken apart, straight apostrophes: `Bœuf d’été` becomes `boeuf d'ete`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'");
}

/** What a product is found by: both names, SKU, barcode. On lines of their own, so that no word spans two of them. */
export function searchTextOf({ nameFr, nameEn, sku, barcode }: Searchable): string {
  return folded([nameFr, nameEn, sku, barcode ?? ''].join('\n'));
}

/** The words asked for; a product is found when its search text contains each of them. */
export function searchWords(search: string): string[] {
  return [...new Set(folded(search).split(/\s+/))].filter((word) => word !== '');
}
