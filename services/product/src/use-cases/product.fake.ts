import { AppError } from '@comptoir/service-kit';
import type { Product, ProductDetails } from '../domain/product.ts';
import type { ProductEvents, Products } from './ports.ts';

interface Published {
  type: 'created' | 'changed' | 'retired';
  product: Product;
}

/** A catalogue kept in memory: SKUs and barcodes are unique, and what a failed transaction wrote is gone. */
export function fakeCatalogue(...known: Product[]) {
  let rows = new Map(known.map((product) => [product.id, product]));
  let published: Published[] = [];

  const put = async (products: readonly Product[]): Promise<void> => {
    for (const product of products) {
      const others = [...rows.values()].filter(({ id }) => id !== product.id);
      if (others.some(({ sku }) => sku.toLowerCase() === product.sku.toLowerCase())) throw taken('sku');
      if (product.barcode !== null && others.some(({ barcode }) => barcode === product.barcode))
        throw taken('barcode');
      rows.set(product.id, structuredClone(product));
    }
    return Promise.resolve();
  };
  const products: Products = {
    add: put,
    save: put,
    findForUpdate: async (id) => Promise.resolve(structuredClone(rows.get(id))),
    findBySkuForUpdate: async (skus) => {
      const wanted = new Set(skus.map((sku) => sku.toLowerCase()));
      const found = [...rows.values()].filter(({ sku }) => wanted.has(sku.toLowerCase()));
      return Promise.resolve(
        structuredClone(found.toSorted((a, b) => (a.sku.toLowerCase() < b.sku.toLowerCase() ? -1 : 1))),
      );
    },
  };
  const tell = async (type: Published['type'], told: readonly Product[]) => {
    published.push(...told.map((product) => ({ type, product })));
    return Promise.resolve();
  };
  const events: ProductEvents = {
    created: (told) => tell('created', told),
    changed: (told) => tell('changed', told),
    retired: (product) => tell('retired', [product]),
  };
  const unit = { products, events };

  return {
    unit,
    inTransaction: async <T>(work: (within: typeof unit) => Promise<T>): Promise<T> => {
      const before = { rows: new Map(rows), published: [...published] };
      try {
        return await work(unit);
      } catch (error) {
        ({ rows, published } = before);
        throw error;
      }
    },
    all: () => [...rows.values()],
    published: () => published,
  };
}

function taken(what: 'sku' | 'barcode'): AppError {
  return new AppError('conflict', `product.${what}_taken`, 'Another product has it.');
}

export const aTea = (changes: Partial<Product> = {}): Product => ({
  id: '0193a1b0-0000-7000-8000-000000000001',
  sku: 'TEA-1',
  barcode: '4006381333931',
  nameFr: 'Thé vert',
  nameEn: 'Green tea',
  category: 'drinks',
  taxClass: 'zeroRated',
  priceCents: 499,
  active: true,
  version: 1,
  ...changes,
});

/** What head office would send to make a product look like this. */
export function detailsOf(product: Product): ProductDetails {
  const { id: _, active: __, version: ___, ...details } = product;
  return details;
}

/** Ids in the order they are asked for: `id-1`, `id-2`… */
export function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}
