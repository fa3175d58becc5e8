import { z } from 'zod';
import { ean13, id, priceCents, sku, taxClass, text, version } from '../primitives.ts';

export const product = z.object({
  id,
  sku,
  barcode: z.string().nullable(),
  nameFr: z.string(),
  nameEn: z.string(),
  category: z.string(),
  taxClass,
  priceCents,
  active: z.boolean(),
  version,
});
export type Product = z.infer<typeof product>;

const details = z.strictObject({
  sku,
  barcode: ean13.nullable().default(null),
  nameFr: text(200),
  nameEn: text(200),
  category: text(64),
  taxClass,
  priceCents,
});

/** `POST /api/products`. */
export const productDraft = details;
/** `PUT /api/products/:id`: everything that can be edited, and the version it was edited from. */
export const productReplacement = details.extend({ version });

/** `POST /internal/quotes`: the products as the database has them now, never from a cache; unknown ones are missing. */
export const quoteRequest = z.strictObject({
  productIds: z.array(id).min(1).max(200),
  /** Retired products are missing too, unless they are asked for: to show them, never to sell them. */
  includeRetired: z.boolean().default(false),
});
export const quote = z.object({ items: z.array(product) });

const importedProduct = details.extend({ barcode: ean13.optional() });
export type ImportedProduct = z.infer<typeof importedProduct>;

/** `PUT /internal/products`: upsert by SKU; a product without a barcode keeps the one it has. */
export const productsImport = z.strictObject({
  products: z.array(importedProduct).min(1).max(500).superRefine(refuseRepeats),
});
export const productsImportAnswer = z.object({
  items: z.array(z.object({ id, sku, outcome: z.enum(['created', 'updated', 'unchanged']) })),
});

function refuseRepeats(products: readonly ImportedProduct[], context: z.core.$RefinementCtx): void {
  const skus = new Set<string>();
  const barcodes = new Set<string>();
  products.forEach((each, index) => {
    const known = each.sku.toLowerCase();
    if (skus.has(known)) repeated(context, index, 'sku');
    if (each.barcode !== undefined && barcodes.has(each.barcode)) repeated(context, index, 'barcode');
    skus.add(known);
    if (each.barcode !== undefined) barcodes.add(each.barcode);
  });
}

function repeated(context: z.core.$RefinementCtx, index: number, field: string): void {
  context.addIssue({ code: 'custom', path: [index, field], message: 'is there more than once' });
}
