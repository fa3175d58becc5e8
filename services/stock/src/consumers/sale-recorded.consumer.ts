import { saleRecorded } from '@comptoir/contracts/events/sale';
import { handler } from '@comptoir/event-bus';
import { stockUnit } from '../unit.ts';
import { commitReservations } from '../use-cases/commit-reservations.ts';

/** A sale is recorded: its goods leave the book. A batch of sales is one pass over the levels. */
export const onSaleRecorded = handler(saleRecorded, async (trx, events) => {
  const [first] = events;
  if (first === undefined) return;
  const sold = events.map(({ data }) => ({ reservationId: data.reservationId, soldBy: data.soldBy }));
  await commitReservations(stockUnit(trx, first.context), sold);
});
