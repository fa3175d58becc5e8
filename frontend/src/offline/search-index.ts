import type { Product } from '@comptoir/contracts/http/product';
import { searchTextOf, searchWords } from '@comptoir/search-text';

interface Entry {
  product: Product;
  /** Everything it may be looked for by, the French name first. */
  text: string;
}

/** The catalogue in memory, to be found by id, by barcode, by SKU, and by any part of a name as it is typed. */
export function createSearchIndex() {
  const entries = new Map<string, Entry>();
  const barcodes = new Map<string, string>();
  const skus = new Map<string, string>();

  function put(product: Product): boolean {
    const known = entries.get(product.id)?.product;
    if (known !== undefined && known.version >= product.version) return false;
    if (known?.barcode != null && barcodes.get(known.barcode) === known.id) barcodes.delete(known.barcode);
    if (known !== undefined) skus.delete(known.sku.toLowerCase());
    entries.set(product.id, { product, text: searchTextOf(product) });
    if (!product.active) return true;
    skus.set(product.sku.toLowerCase(), product.id);
    if (product.barcode !== null) barcodes.set(product.barcode, product.id);
    return true;
  }

  const byId = (id: string | undefined) => (id === undefined ? undefined : entries.get(id)?.product);
  return {
    put,
    get size() {
      return entries.size;
    },
    byId,
    byBarcode: (barcode: string) => byId(barcodes.get(barcode)),
    bySku: (sku: string) => byId(skus.get(sku.toLowerCase())),
    /** Products that have every word in them; those whose name begins with what was typed come first. */
    search: (typed: string, limit: number): Product[] => {
      const wanted = searchWords(typed);
      const [first] = wanted;
      if (first === undefined) return [];
      const beginning: Product[] = [];
      const others: Product[] = [];
      for (const { product, text } of entries.values()) {
        if (!product.active || !wanted.every((word) => text.includes(word))) continue;
        if (text.startsWith(first)) beginning.push(product);
        else if (others.length < limit) others.push(product);
        if (beginning.length >= limit) break;
      }
      return [...beginning, ...others].slice(0, limit);
    },
  };
}
