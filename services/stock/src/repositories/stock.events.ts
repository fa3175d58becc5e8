import { stockAdjusted, stockReleased } from '@comptoir/contracts/events/stock';
import type { Outbox } from '@comptoir/event-bus';
import type { Reservation } from '../domain/reservation.ts';
import { onHandOf } from '../domain/stock-level.ts';
import type { StockEvents } from '../use-cases/ports.ts';

/** What stock tells the others, put into the outbox of the transaction that changes it. */
export function stockEvents(outbox: Outbox): StockEvents {
  return {
    released: (reservation) =>
      outbox.add(stockReleased, {
        subject: reservation.id,
        aggregateVersion: 2,
        data: heldGoods(reservation),
      }),
    adjusted: (level, delta, reason) =>
      outbox.add(stockAdjusted, {
        subject: level.productId,
        aggregateVersion: level.version,
        data: {
          locationId: level.locationId,
          productId: level.productId,
          delta,
          onHand: onHandOf(level),
          reason,
        },
      }),
  };
}

function heldGoods({ id, reference, locationId, lines }: Reservation) {
  return { reservationId: id, reference, locationId, lines };
}
