import { z } from 'zod';
import { cents, id, timestamp } from '../primitives.ts';

/** 12 to 19 digits. Only the simulated provider's test numbers exist; a real one never sends us a number at all. */
export const cardNumber = z.string().regex(/^\d{12,19}$/, 'must be 12 to 19 digits');
export const giftCardCode = z
  .string()
  .regex(/^[A-Z0-9-]{8,32}$/, 'must be 8 to 32 capital letters, digits or dashes');

const chargeMeans = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('card'), cardNumber: cardNumber.optional() }),
  z.strictObject({ type: z.literal('giftCard'), giftCardCode }),
]);

/** `POST /internal/charges`. The caller makes the id: asking twice charges once. 402 `payment.declined`. */
export const chargeRequest = z.strictObject({
  id,
  /** The sale paid for. */
  reference: id,
  locationId: id,
  amountCents: cents.min(1),
  means: chargeMeans,
});
export type ChargeRequest = z.infer<typeof chargeRequest>;

export const charge = z.object({
  id,
  status: z.enum(['captured', 'refunded']),
  amountCents: cents,
  /** The provider's own reference, printed on the receipt. */
  authorization: z.string(),
  last4: z.string().nullable(),
});
export type Charge = z.infer<typeof charge>;

/**
 * `PUT /internal/charges/:id/refund`: gives all of it back, once. An id never heard of is remembered as void,
 * so that a charge that is still on its way finds it closed.
 */
export const refundRequest = z.strictObject({ reference: id, reason: z.string().min(1).max(200) });
export const refund = z.object({ id, status: z.enum(['refunded', 'void']), amountCents: cents });

/**
 * `POST /internal/payment-requests`: money an online order waits for; its customer pays it with
 * `POST /api/payments/:id/process`. The caller makes the id: asking twice asks once.
 */
export const paymentRequest = z.strictObject({
  id,
  /** The order paid for. */
  reference: id,
  /** The user who may pay. */
  customerId: id,
  amountCents: cents.min(1),
});
export type PaymentRequest = z.infer<typeof paymentRequest>;

export const processRequest = z.strictObject({ cardNumber });

export const paymentStatus = z.enum(['requested', 'pending', 'captured', 'declined', 'refunded', 'void']);
export const paymentMeans = z.enum(['card', 'giftCard']);
/** Why a charge was declined, in the provider's words; `errors` of `payment.declined` carries it as `code`. */
export const declineCode = z.enum([
  'card.declined',
  'card.insufficient_funds',
  'card.expired',
  'giftcard.insufficient',
  'giftcard.unknown',
]);

/** A payment as people see it, of a sale or an order: `means` and what follows it are null until one is tried. */
export const payment = z.object({
  id,
  reference: id,
  amountCents: cents,
  status: paymentStatus,
  means: paymentMeans.nullable(),
  last4: z.string().nullable(),
  authorization: z.string().nullable(),
  declineCode: declineCode.nullable(),
  createdAt: timestamp,
});

/** `PUT /internal/gift-cards`: cards that exist keep their balance. */
export const giftCardsUpsert = z.strictObject({
  giftCards: z
    .array(z.strictObject({ code: giftCardCode, balanceCents: cents }))
    .min(1)
    .max(500),
});
export const giftCardsUpserted = z.object({
  items: z.array(z.object({ code: giftCardCode, outcome: z.enum(['created', 'exists']) })),
});
