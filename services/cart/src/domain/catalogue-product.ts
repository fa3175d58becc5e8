import { product } from '@comptoir/contracts/http/product';
import type { z } from 'zod';

/** What a cart shows of a product, retired or not. */
export const catalogueProduct = product.pick({
  id: true,
  sku: true,
  barcode: true,
  nameFr: true,
  nameEn: true,
  taxClass: true,
  priceCents: true,
  active: true,
  version: true,
});
export type CatalogueProduct = z.infer<typeof catalogueProduct>;
