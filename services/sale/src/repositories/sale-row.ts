import type { Bindable } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Sale, SaleStatus } from '../domain/sale.ts';

const lines = z.array(
  z.object({
    productId: z.string(),
    sku: z.string(),
    nameFr: z.string(),
    nameEn: z.string(),
    taxClass: z.enum(['taxable', 'zeroRated', 'tpsOnly']),
    quantity: z.int(),
    unitPriceCents: z.int(),
    lineTotalCents: z.int(),
  }),
);
const tenders = z.array(
  z.object({
    type: z.enum(['cash', 'card', 'giftCard']),
    amountCents: z.int(),
    chargeId: z.string().exactOptional(),
    authorization: z.string().exactOptional(),
    last4: z.string().exactOptional(),
  }),
);
const refusal = z.object({ code: z.string(), detail: z.string() }).nullable();
const cancellation = z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable();

export interface SaleRow {
  id: string;
  location_id: string;
  register_id: string | null;
  till: string;
  receipt_number: string | null;
  status: SaleStatus;
  sold_by: string;
  lines: string;
  tenders: string;
  subtotal_cents: number;
  tps_cents: number;
  tvq_cents: number;
  rounding_cents: number;
  total_cents: number;
  change_cents: number;
  saga_id: string;
  refusal: string | null;
  cancellation: string | null;
  created_at: Date;
  completed_at: Date | null;
}

/** Columns in the order of `saleValues`. */
export const SALE_COLUMNS = [
  'id',
  'location_id',
  'register_id',
  'till',
  'receipt_number',
  'status',
  'sold_by',
  'lines',
  'tenders',
  'subtotal_cents',
  'tps_cents',
  'tvq_cents',
  'rounding_cents',
  'total_cents',
  'change_cents',
  'saga_id',
  'refusal',
  'cancellation',
  'created_at',
  'completed_at',
] as const satisfies readonly (keyof SaleRow)[];

export function saleValues(sale: Sale): Bindable[] {
  return [
    sale.id,
    sale.locationId,
    sale.registerId,
    sale.till,
    sale.receiptNumber,
    sale.status,
    sale.soldBy,
    JSON.stringify(sale.lines),
    JSON.stringify(sale.tenders),
    sale.subtotalCents,
    sale.tpsCents,
    sale.tvqCents,
    sale.roundingCents,
    sale.totalCents,
    sale.changeCents,
    sale.sagaId,
    jsonOrNull(sale.refusal),
    jsonOrNull(sale.cancellation),
    sale.createdAt,
    sale.completedAt,
  ];
}

export const jsonOrNull = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(value);

export function saleOf(row: SaleRow): Sale {
  return {
    id: row.id,
    locationId: row.location_id,
    registerId: row.register_id,
    till: row.till,
    receiptNumber: row.receipt_number,
    status: row.status,
    soldBy: row.sold_by,
    lines: lines.parse(JSON.parse(row.lines)),
    tenders: tenders.parse(JSON.parse(row.tenders)),
    subtotalCents: row.subtotal_cents,
    tpsCents: row.tps_cents,
    tvqCents: row.tvq_cents,
    roundingCents: row.rounding_cents,
    totalCents: row.total_cents,
    changeCents: row.change_cents,
    sagaId: row.saga_id,
    refusal: refusal.parse(JSON.parse(row.refusal ?? 'null')),
    cancellation: cancellation.parse(JSON.parse(row.cancellation ?? 'null')),
    createdAt: row.created_at,
    completedAt: row.completed_at,
  };
}
