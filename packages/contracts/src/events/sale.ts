import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { cents, id, priceCents, quantity, sku, timestamp } from '../primitives.ts';

const saleLine = z.object({
  productId: id,
  sku,
  quantity,
  unitPriceCents: priceCents,
  lineTotalCents: cents,
});

/** Goods and money have changed hands; stock turns the reservation into a decrement. */
export const saleRecorded = defineEvent(
  'sale.recorded.v1',
  z.object({
    saleId: id,
    reservationId: id,
    locationId: id,
    registerId: id.nullable(),
    receiptNumber: z.string(),
    lines: z.array(saleLine),
    subtotalCents: cents,
    tpsCents: cents,
    tvqCents: cents,
    roundingCents: z.int(),
    totalCents: cents,
    soldAt: timestamp,
    soldBy: z.string(),
  }),
);

/** A recorded sale was undone; its goods go back on the shelf, its money was given back before this. */
export const saleCancelled = defineEvent(
  'sale.cancelled.v1',
  z.object({
    saleId: id,
    reservationId: id,
    locationId: id,
    reason: z.string(),
    totalCents: cents,
    cancelledAt: timestamp,
    cancelledBy: z.string(),
  }),
);
