import { declineCode, paymentMeans, paymentStatus } from '@comptoir/contracts/http/payment';
import { ROLES } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Charge } from '../domain/charge.ts';

const origin = z.object({
  traceparent: z.string(),
  correlationId: z.string(),
  actor: z
    .object({ sub: z.string(), role: z.enum(ROLES), locationId: z.string().exactOptional() })
    .exactOptional(),
  idempotency: z.object({ owner: z.string(), key: z.string(), fingerprint: z.string() }).exactOptional(),
});

export const CHARGE_COLUMNS = `id, reference, location_id AS locationId, customer_id AS customerId,
  amount_cents AS amountCents, means, last4, gift_card AS giftCard, status, provider_key AS providerKey,
  authorization, decline_code AS declineCode, closing, refund_reason AS refundReason, origin,
  unsettled_since AS unsettledSince, version, created_at AS createdAt`;

/** The columns of a row that hold text of a closed set or JSON are parsed; the rest is as the driver gives it. */
export type ChargeRow = Omit<Charge, 'origin' | 'status' | 'means' | 'declineCode' | 'closing'> & {
  status: string;
  means: string | null;
  declineCode: string | null;
  closing: string | null;
  origin: string | null;
};

export const chargeOf = (row: ChargeRow): Charge => ({
  ...row,
  status: paymentStatus.parse(row.status),
  means: paymentMeans.nullable().parse(row.means),
  declineCode: declineCode.nullable().parse(row.declineCode),
  closing: z.enum(['refund', 'abandon']).nullable().parse(row.closing),
  origin: row.origin === null ? null : origin.parse(JSON.parse(row.origin)),
});
