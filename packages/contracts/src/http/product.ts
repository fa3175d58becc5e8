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

const MAX_CHANGES = 2_000;

/** `GET /api/products/changes?after=&size=`. Without `after` from the beginning; with the `cursor` of the last answer, on from there. */
export const productChangesQuery = z.object({
  after: z.string().max(200).optional(),
  size: z.coerce.number().int().min(1).max(MAX_CHANGES).default(MAX_CHANGES),
});

/**
 * The catalogue as a feed, oldest change first; retired products are in it, `active: false`. While `more`, ask again at
 * once. What changed lately comes again, in any order: of two of one product the higher `version` is right.
 */
export const productChanges = z.object({
  items: z.array(product),
  /** Not for reading: to be sent back as `after`. */
  cursor: z.string(),
  more: z.boolean(),
});
export type ProductChanges = z.infer<typeof productChanges>;

const details = z.strictObject({
  sku,
  barcode: ean13.nullable().default(null),
  nameFr: text(200),
  nameEn: text(200),
  category: text(64),
  taxClass,
  priceCents,
});

/** `GET /api/products/categories`. */
export const productCategories = z.object({
  items: z.array(z.object({ category: z.string(), products: z.int() })),
});

/** `POST /api/products`. */
export const productDraft = details;
/** `PUT /api/products/:id`: everything that can be edited, and the version it was edited from. */
export const productReplacement = details.extend({ version });

/** `POST /internal/quotes`: the products as the database has them now, never from a cache; unknown ones are missing. */
/** Most products of one question for quotes. */
export const MOST_QUOTED = 200;

export const quoteRequest = z.strictObject({
  productIds: z.array(id).min(1).max(MOST_QUOTED),
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
