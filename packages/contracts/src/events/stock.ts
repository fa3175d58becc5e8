import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { id, sku } from '../primitives.ts';

const line = z.object({ productId: id, sku, quantity: z.int() });
const held = z.object({ reservationId: id, reference: id, locationId: id, lines: z.array(line) });

export const stockReleased = defineEvent('stock.released.v1', held);
/** On hand changed for another reason than a sale. */
export const stockAdjusted = defineEvent(
  'stock.adjusted.v1',
  z.object({ locationId: id, productId: id, delta: z.int(), onHand: z.int(), reason: z.string() }),
);
