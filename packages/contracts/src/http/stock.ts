import { z } from 'zod';
import { eitherOr, id, sku, text, timestamp, version } from '../primitives.ts';

export const stockLevel = z.object({
  productId: id,
  locationId: id,
  sku,
  available: z.int(),
  reserved: z.int(),
  onHand: z.int(),
  version,
});
export type StockLevel = z.infer<typeof stockLevel>;

/** What customers see of a level. */
export const availability = stockLevel.pick({ productId: true, locationId: true, available: true });

export const ledgerReason = z.enum(['opening', 'adjustment', 'sale', 'saleCancelled']);
export const ledgerEntry = z.object({
  id,
  delta: z.int(),
  reason: ledgerReason,
  note: z.string().nullable(),
  actor: z.string().nullable(),
  reference: z.string().nullable(),
  at: timestamp,
});

const units = z.int().min(-1_000_000).max(1_000_000);

/** By how much, or to how many: exactly one of `delta` and `onHand`. */
export const adjustmentRequest = z
  .strictObject({
    locationId: id,
    productId: id,
    delta: units.refine((value) => value !== 0, 'must not be 0').optional(),
    onHand: units.min(0).optional(),
    reason: text(200),
  })
  .refine(...eitherOr('delta', 'onHand'));
export type AdjustmentRequest = z.infer<typeof adjustmentRequest>;

const reservationLine = z.strictObject({ productId: id, sku, quantity: z.int().min(1).max(999_000) });

/** Lines of all reservations that are asked for together. */
export const MOST_LINES_HELD = 200;

/** The caller makes the id, so that asking twice holds once. */
const reservationRequest = z.strictObject({
  id,
  locationId: id,
  /** Sale or order that the goods are held for. */
  reference: id,
  lines: z.array(reservationLine).min(1).max(MOST_LINES_HELD),
});

/** `POST /internal/reservations`: each is held or refused by itself, whatever becomes of the others. */
export const reservationsRequest = z.strictObject({
  reservations: z
    .array(reservationRequest)
    .min(1)
    .max(MOST_LINES_HELD)
    .refine(
      (reservations) => reservations.reduce((sum, { lines }) => sum + lines.length, 0) <= MOST_LINES_HELD,
      `must have ${MOST_LINES_HELD} lines at most`,
    ),
});

const held = z.object({ id, status: z.literal('held'), expiresAt: timestamp });
const refused = z.object({
  id,
  status: z.literal('refused'),
  /** What the answer would have been, had it been asked for alone. */
  problem: z.object({
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.looseObject({})),
  }),
});

export const reservationOutcomes = z.object({
  outcomes: z.array(z.discriminatedUnion('status', [held, refused])),
});

/** One line of the details of `stock.insufficient`. */
export const shortLine = z.object({ productId: id, sku, requested: z.int(), available: z.int() });

export const openingsRequest = z.strictObject({
  openings: z
    .array(z.strictObject({ locationId: id, productId: id, sku, quantity: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(500),
});
export const openingsAnswer = z.object({
  items: z.array(z.object({ locationId: id, productId: id, outcome: z.enum(['opened', 'exists']) })),
});

/** `GET /internal/holdings/:reservationId` of the service that asked for a reservation: what became of it. */
export const holdingOutcome = z.object({ outcome: z.enum(['completed', 'pending', 'gone']) });
