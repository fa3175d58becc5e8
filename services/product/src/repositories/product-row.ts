import type { Product } from '../domain/product.ts';

export const PRODUCT_COLUMNS =
  'id, sku, barcode, name_fr AS nameFr, name_en AS nameEn, category, tax_class AS taxClass, price_cents AS priceCents, active, version';

/** MariaDB has no boolean of its own. */
export type ProductRow = Omit<Product, 'active'> & { active: number };

export const productOf = (row: ProductRow): Product => ({ ...row, active: row.active === 1 });
