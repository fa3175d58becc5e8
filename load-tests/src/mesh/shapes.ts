import { z } from 'zod';

// What a client may rely on (the public contract), and no more: a load test that read the services' own schemas
// could not notice one that drifted.

const cents = z.number().int();

export const loginShape = z.object({ accessToken: z.string(), expiresIn: z.number() });

export const productShape = z.object({
  id: z.string(),
  sku: z.string(),
  barcode: z.string().nullish(),
  nameFr: z.string(),
  nameEn: z.string(),
  taxClass: z.enum(['taxable', 'zeroRated', 'tpsOnly']),
  priceCents: cents,
});

export const productListShape = z.object({
  items: z.array(productShape),
  page: z.number(),
  size: z.number(),
  total: z.number(),
});

export const locationShape = z.object({ id: z.string(), active: z.boolean().default(true) });

export const registerShape = z.object({ id: z.string(), active: z.boolean().default(true) });

export const levelShape = z.object({
  productId: z.string(),
  locationId: z.string(),
  available: z.number().int(),
  reserved: z.number().int(),
  onHand: z.number().int(),
});

export const movementShape = z.object({
  delta: z.number().int(),
  reason: z.string(),
  reference: z.string().nullish(),
  at: z.string(),
});

export const cartShape = z.object({
  id: z.string(),
  lines: z.array(z.object({ productId: z.string(), quantity: z.number().int() })),
  subtotalCents: cents,
  tpsCents: cents,
  tvqCents: cents,
  totalCents: cents,
});

export const saleShape = z.object({
  id: z.string(),
  receiptNumber: z.string(),
  status: z.string(),
  lines: z.array(z.object({ productId: z.string(), quantity: z.number().int() })),
  subtotalCents: cents,
  tpsCents: cents,
  tvqCents: cents,
  roundingCents: cents,
  totalCents: cents,
  changeCents: cents,
});

export const listedSaleShape = z.object({
  id: z.string(),
  receiptNumber: z.string().nullish(),
  status: z.string(),
});

export type Product = z.infer<typeof productShape>;
export type Level = z.infer<typeof levelShape>;
export type Movement = z.infer<typeof movementShape>;
export type ListedSale = z.infer<typeof listedSaleShape>;
