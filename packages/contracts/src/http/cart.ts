import { z } from 'zod';
import {
  cents,
  eitherOr,
  ean13,
  id,
  priceCents,
  quantity,
  sku,
  taxClass,
  text,
  timestamp,
  version,
} from '../primitives.ts';

/**
 * A line as the catalogue has its product now. One that was retired since it was put in is not `available`: it is shown,
 * costs nothing and cannot be sold. What the catalogue no longer knows at all is null.
 */
const cartLine = z.object({
  productId: id,
  sku: sku.nullable(),
  nameFr: z.string().nullable(),
  nameEn: z.string().nullable(),
  taxClass: taxClass.nullable(),
  quantity,
  available: z.boolean(),
  unitPriceCents: priceCents.nullable(),
  lineTotalCents: cents,
});

/** Amounts are of the available lines; cash rounding belongs to the sale. */
export const cart = z.object({
  id,
  locationId: id,
  state: z.enum(['open', 'parked']),
  /** What the clerk wrote on it when parking. */
  label: z.string().nullable(),
  lines: z.array(cartLine),
  subtotalCents: cents,
  tpsCents: cents,
  tvqCents: cents,
  totalCents: cents,
  expiresAt: timestamp,
  version,
});
export type Cart = z.infer<typeof cart>;

/** `POST /api/carts`. */
export const cartRequest = z.strictObject({ locationId: id });

/** `POST /api/carts/:id/items`: by exactly one of product and barcode; adds to what the cart has of it. */
export const itemRequest = z
  .strictObject({ productId: id.optional(), barcode: ean13.optional(), quantity })
  .refine(...eitherOr('productId', 'barcode'));

/** `PUT /api/carts/:id/items/:productId`: to this many; with `version`, only while the cart has that one. */
export const itemReplacement = z.strictObject({ quantity, version: version.optional() });

export const parkRequest = z.strictObject({ label: text(60).optional() });

/** `GET /api/carts?state=parked`: without prices, which come when the cart is recalled. */
export const parkedCarts = z.object({
  items: z.array(
    cart.pick({ id: true, locationId: true, label: true, expiresAt: true, version: true }).extend({
      lineCount: z.int(),
      unitCount: z.int(),
      parkedAt: timestamp,
    }),
  ),
});

/** `GET /internal/carts/:id`: what is to be sold. Prices are asked of the catalogue at the moment of the sale. */
export const cartForCheckout = z.object({
  id,
  locationId: id,
  lines: z.array(z.object({ productId: id, quantity })),
  version,
});
export type CartForCheckout = z.infer<typeof cartForCheckout>;
