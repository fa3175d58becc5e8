import type { Product } from '@comptoir/contracts/http/product';

export type { Product } from '@comptoir/contracts/http/product';

/** What head office decides about a product. */
export type ProductDetails = Omit<Product, 'id' | 'active' | 'version'>;

/** A product before and after it was written; what was cached of either is old now. */
export interface Change {
  before?: Product;
  after: Product;
}

export function newProduct(id: string, details: ProductDetails): Product {
  return { id, ...details, active: true, version: 1 };
}

/** The next version of `before`, on sale with these details. */
export function nextVersion(before: Product, details: ProductDetails): Product {
  return { ...before, ...details, active: true, version: before.version + 1 };
}

const EDITABLE = ['sku', 'barcode', 'nameFr', 'nameEn', 'category', 'taxClass', 'priceCents'] as const;

export function hasDetails(product: Product, details: ProductDetails): boolean {
  return product.active && EDITABLE.every((field) => product[field] === details[field]);
}
