import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { declineCode, paymentMeans } from '../http/payment.ts';
import { cents, id, timestamp } from '../primitives.ts';

const money = z.object({
  paymentId: id,
  /** The sale or the order it is for. */
  reference: id,
  /** Null for an online order. */
  locationId: id.nullable(),
  /** Null at a till. */
  customerId: id.nullable(),
  amountCents: cents,
  means: paymentMeans,
  at: timestamp,
});

/** The money was taken: all of `amountCents`, once. */
export const paymentCaptured = defineEvent('payment.captured.v1', money);

/** Nothing was taken. The customer of an online order may try again. */
export const paymentDeclined = defineEvent('payment.declined.v1', money.extend({ reason: declineCode }));

/** All of what was captured went back. */
export const paymentRefunded = defineEvent('payment.refunded.v1', money.extend({ reason: z.string() }));
