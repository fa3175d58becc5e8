import type { Sale } from './sale.ts';

/**
 * The sale as the API shows it: without what only the service itself needs, and in one order wherever it comes from, so
 * that a stored answer reads as the first one did.
 */
export function saleView(sale: Sale) {
  return {
    id: sale.id,
    receiptNumber: sale.receiptNumber,
    status: sale.status,
    locationId: sale.locationId,
    registerId: sale.registerId,
    soldBy: sale.soldBy,
    lines: sale.lines,
    tenders: sale.tenders.map(({ chargeId: _chargeId, ...tender }) => tender),
    subtotalCents: sale.subtotalCents,
    tpsCents: sale.tpsCents,
    tvqCents: sale.tvqCents,
    roundingCents: sale.roundingCents,
    totalCents: sale.totalCents,
    changeCents: sale.changeCents,
    sagaId: sale.sagaId,
    createdAt: sale.createdAt,
    completedAt: sale.completedAt,
    refusal: sale.refusal,
    cancellation: sale.cancellation,
  };
}
