import { z } from 'zod';
import { cents, eitherOr, id, priceCents, quantity, sku, taxClass, text, timestamp } from '../primitives.ts';
import { cardNumber, giftCardCode } from './payment.ts';

const MOST_TENDERS = 10;
/** So much that as many as a sale may have are still a sum of money. */
const amountCents = cents.min(1).max(900_000_000_000);

/** What the customer hands over. A card without a number is the terminal's own; test numbers decline, hang or fail. */
export const tenderRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('cash'), amountCents }),
  z.strictObject({ type: z.literal('card'), amountCents, cardNumber: cardNumber.optional() }),
  z.strictObject({ type: z.literal('giftCard'), amountCents, giftCardCode }),
]);
export type TenderRequest = z.infer<typeof tenderRequest>;

/** `POST /api/sales`. Prices, names and totals are the server's; the till may choose the sale's id. */
export const saleRequest = z
  .strictObject({
    id: z.uuidv7().toLowerCase().optional(),
    locationId: id,
    registerId: id.optional(),
    cartId: id.optional(),
    lines: z
      .array(z.strictObject({ productId: id, quantity }))
      .min(1)
      .max(200)
      .optional(),
    tenders: z.array(tenderRequest).min(1).max(MOST_TENDERS),
  })
  .refine(...eitherOr('lines', 'cartId'));
export type SaleRequest = z.infer<typeof saleRequest>;

export const saleLine = z.object({
  productId: id,
  sku,
  nameFr: z.string(),
  nameEn: z.string(),
  taxClass,
  quantity,
  unitPriceCents: priceCents,
  lineTotalCents: cents,
});

export const tender = z.object({
  type: z.enum(['cash', 'card', 'giftCard']),
  amountCents,
  authorization: z.string().optional(),
  last4: z.string().optional(),
});

export const saleStatus = z.enum(['pending', 'completed', 'refused', 'cancelling', 'cancelled']);

export const sale = z.object({
  id,
  receiptNumber: z.string().nullable(),
  status: saleStatus,
  locationId: id,
  registerId: id.nullable(),
  soldBy: z.string(),
  lines: z.array(saleLine),
  tenders: z.array(tender),
  subtotalCents: cents,
  tpsCents: cents,
  tvqCents: cents,
  roundingCents: z.int(),
  totalCents: cents,
  changeCents: cents,
  sagaId: id,
  createdAt: timestamp,
  completedAt: timestamp.nullable(),
  refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
  cancellation: z.object({ reason: z.string(), by: z.string(), at: timestamp }).nullable(),
});

/** `GET /api/sales/tax-numbers`. */
export const taxNumbers = z.object({ tps: z.string(), tvq: z.string() });

export const cancelRequest = z.strictObject({ reason: text(200) });

export const sagaState = z.enum([
  'started',
  'stockReserved',
  'paid',
  'confirmed',
  'compensating',
  'cancelled',
]);

export const saga = z.object({
  id,
  kind: z.enum(['checkout', 'cancellation']),
  saleId: id,
  locationId: id,
  state: sagaState,
  startedAt: timestamp,
  transitions: z.array(z.object({ state: sagaState, at: timestamp, cause: z.string() })),
});
