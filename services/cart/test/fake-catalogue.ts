import type { Product } from '@comptoir/contracts/http/product';
import type { Neighbour } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';

/** The product service as carts ask it: it answers what it sells now. */
export function fakeCatalogue() {
  const products = new Map<string, Product>();
  let sold = 0;
  let asked = 0;
  let away = false;

  const answer: Neighbour = ({ path, body }) => {
    asked += 1;
    if (away) return { status: 503, body: { code: 'database.unavailable', detail: 'away' } };
    if (path === '/internal/quotes') {
      const { productIds, includeRetired } = body as { productIds: string[]; includeRetired: boolean };
      const known = productIds.flatMap((id) => products.get(id) ?? []);
      return { status: 200, body: { items: known.filter(({ active }) => active || includeRetired) } };
    }
    const barcode = path.replace('/internal/products/barcode/', '');
    const scanned = [...products.values()].find((product) => product.active && product.barcode === barcode);
    return scanned === undefined
      ? { status: 404, body: { code: 'product.not_found', detail: 'none' } }
      : { status: 200, body: scanned };
  };

  return {
    answer,
    /** Requests it was sent. */
    asked: () => asked,
    goAway: (isAway: boolean) => {
      away = isAway;
    },
    /** Puts a product on sale. */
    sell: (changes: Partial<Product> = {}): Product => {
      sold += 1;
      const names = { sku: `TEA-${sold}`, nameFr: `Thé ${sold}`, nameEn: `Tea ${sold}`, category: 'drinks' };
      const price = { taxClass: 'taxable', priceCents: 1000 } as const;
      const product = {
        id: uuidv7(),
        ...names,
        barcode: null,
        ...price,
        active: true,
        version: 1,
        ...changes,
      };
      products.set(product.id, product);
      return product;
    },
    /** Changes a product, and tells nobody yet. */
    change: (id: string, changes: Partial<Product>): Product => {
      const before = products.get(id);
      if (before === undefined) throw new Error(`nothing is sold as ${id}`);
      const after = { ...before, ...changes, version: before.version + 1 };
      products.set(id, after);
      return after;
    },
    forget: (id: string) => {
      products.delete(id);
    },
  };
}
