import { z } from 'zod';
import { cents, id } from '../primitives.ts';

/** 12 to 19 digits. Only the simulated provider's test numbers exist; a real one never sends us a number at all. */
export const cardNumber = z.string().regex(/^\d{12,19}$/, 'must be 12 to 19 digits');
export const giftCardCode = z.string().regex(/^[A-Z0-9-]{8,32}$/, 'must be 8 to 32 capital letters, digits or dashes');

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
