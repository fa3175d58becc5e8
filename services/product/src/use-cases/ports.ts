import type { Product } from '../domain/product.ts';

/** Every write throws 409 `product.sku_taken` or `product.barcode_taken` when another product has either. */
export interface Products {
  add(products: readonly Product[]): Promise<void>;
  /** Overwrites the rows of these ids. */
  save(products: readonly Product[]): Promise<void>;
  /** Locks the row until the transaction ends; retired products are found too. */
  findForUpdate(id: string): Promise<Product | undefined>;
  /** Locks those that exist, in order of SKU; capitals do not matter. */
  findBySkuForUpdate(skus: readonly string[]): Promise<Product[]>;
}

/** What the catalogue tells the others, kept with the change it tells of: each time the whole product. */
export interface ProductEvents {
  created(products: readonly Product[]): Promise<void>;
  changed(products: readonly Product[]): Promise<void>;
  retired(product: Product): Promise<void>;
}
