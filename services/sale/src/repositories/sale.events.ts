import { saleCancelled, saleRecorded } from '@comptoir/contracts/events/sale';
import type { Outbox } from '@comptoir/event-bus';
import type { Sale } from '../domain/sale.ts';
import type { SaleEvents } from '../use-cases/ports.ts';

/** What sale tells the others, put into the outbox of the transaction that decides it. */
export function saleEvents(outbox: Outbox): SaleEvents {
  return {
    recorded: (sale) =>
      outbox.add(saleRecorded, { subject: sale.id, aggregateVersion: 1, data: recordOf(sale) }),
    cancelled: (sale) =>
      outbox.add(saleCancelled, { subject: sale.id, aggregateVersion: 2, data: cancellationOf(sale) }),
  };
}

function recordOf(sale: Sale) {
  return {
    saleId: sale.id,
    reservationId: sale.sagaId,
    locationId: sale.locationId,
    registerId: sale.registerId,
    receiptNumber: sale.receiptNumber ?? '',
    lines: sale.lines.map(({ productId, sku, quantity, unitPriceCents, lineTotalCents }) => ({
      productId,
      sku,
      quantity,
      unitPriceCents,
      lineTotalCents,
    })),
    subtotalCents: sale.subtotalCents,
    tpsCents: sale.tpsCents,
    tvqCents: sale.tvqCents,
    roundingCents: sale.roundingCents,
    totalCents: sale.totalCents,
    soldAt: (sale.completedAt ?? sale.createdAt).toISOString(),
    soldBy: sale.soldBy,
  };
}

function cancellationOf(sale: Sale) {
  return {
    saleId: sale.id,
    reservationId: sale.sagaId,
    locationId: sale.locationId,
    reason: sale.cancellation?.reason ?? '',
    totalCents: sale.totalCents,
    cancelledAt: sale.cancellation?.at ?? '',
    cancelledBy: sale.cancellation?.by ?? '',
  };
}
