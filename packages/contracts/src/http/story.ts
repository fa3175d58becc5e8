import { z } from 'zod';
import { cents, id, sku, timestamp } from '../primitives.ts';
import { paymentMeans, paymentStatus } from './payment.ts';
import { sagaState, saleStatus } from './sale.ts';
import { ledgerReason } from './stock.ts';

// What each service tells of one sale, to `operations` only (`/internal/stories/…`): each of what it owns.

export const traceId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
/** `MTL1-02-000123`. */
export const receiptNumber = z
  .string()
  .regex(/^[A-Z0-9-]{1,16}-\d{6,12}$/, 'must be a receipt number, like MTL1-02-000123');

/** Several ids in one parameter of a query, with commas between them. */
export const idList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(id).min(1).max(100));

/** What was told of some aggregates, as far as the outbox still has it. */
export const toldEvents = z.object({
  /** Who listens to this service; null when the broker cannot say now. */
  listeners: z.array(z.string()).nullable(),
  /** Published events are forgotten after this long. */
  keptSeconds: z.int(),
  items: z.array(
    z.object({
      id,
      type: z.string(),
      subject: z.string(),
      traceId,
      writtenAt: timestamp,
      /** Null while it waits for the relay. */
      publishedAt: timestamp.nullable(),
    }),
  ),
});
export type ToldEvents = z.infer<typeof toldEvents>;

/** Query of `GET /internal/deliveries`. */
export const deliveriesQuery = z.strictObject({ eventIds: idList });

/** What became of events at one consumer. An event that is not among them has not arrived, or was forgotten since. */
export const deliveries = z.object({
  keptSeconds: z.int(),
  items: z.array(
    z.object({
      eventId: id,
      outcome: z.enum(['applied', 'dead']),
      at: timestamp,
      /** Why it could not be applied. */
      reason: z.string().optional(),
    }),
  ),
});
export type Deliveries = z.infer<typeof deliveries>;

/** Query of `GET /internal/stories/:reference` of sale: around when a trace was, when the caller knows. */
export const saleStoryQuery = z.strictObject({ around: timestamp.optional() });

export const saleStory = z.object({
  sale: z.object({
    id,
    receiptNumber: z.string().nullable(),
    status: saleStatus,
    locationId: id,
    registerId: id.nullable(),
    totalCents: cents,
    createdAt: timestamp,
    completedAt: timestamp.nullable(),
    refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
  }),
  /** Oldest first: each attempt to sell under this id, and the cancellation. */
  sagas: z.array(
    z.object({
      id,
      kind: z.enum(['checkout', 'cancellation']),
      state: sagaState,
      traceId,
      transitions: z.array(z.object({ state: sagaState, at: timestamp, cause: z.string() })),
    }),
  ),
  events: toldEvents,
});
export type SaleStory = z.infer<typeof saleStory>;

/** Query of `GET /internal/stories` of stock: a reservation has the id of its saga. */
export const stockStoryQuery = z.strictObject({ reservationIds: idList });

export const stockStory = z.object({
  reservations: z.array(
    z.object({
      id,
      status: z.enum(['held', 'committed', 'released', 'returned']),
      createdAt: timestamp,
      updatedAt: timestamp,
      expiresAt: timestamp,
      lines: z.array(z.object({ sku, quantity: z.int() })),
    }),
  ),
  /** Goods movements of the ledger, oldest first. */
  movements: z.array(z.object({ id, sku, delta: z.int(), reason: ledgerReason, at: timestamp })),
  events: toldEvents,
});
export type StockStory = z.infer<typeof stockStory>;

export const paymentStory = z.object({
  charges: z.array(
    z.object({
      id,
      status: paymentStatus,
      means: paymentMeans.nullable(),
      amountCents: cents,
      declineCode: z.string().nullable(),
      refundReason: z.string().nullable(),
      createdAt: timestamp,
      updatedAt: timestamp,
    }),
  ),
  events: toldEvents,
});
export type PaymentStory = z.infer<typeof paymentStory>;
