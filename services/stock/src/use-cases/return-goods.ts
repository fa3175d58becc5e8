import { goodsMovement, goodsOf } from '../domain/reservation.ts';
import { commitReservations } from './commit-reservations.ts';
import type { CommitReservationsUnit } from './commit-reservations.ts';
import type { StockLevels } from './ports.ts';

export type ReturnGoodsUnit = CommitReservationsUnit & { levels: Pick<StockLevels, 'remove' | 'add'> };

/**
 * A recorded sale was cancelled: its goods stand on the shelf again. When this news overtook the sale's own, the
 * reservation is committed first, so that the ledger tells both movements whichever event comes first.
 */
export async function returnGoods(
  unit: ReturnGoodsUnit,
  cancelled: { reservationId: string; cancelledBy: string },
): Promise<void> {
  await commitReservations(unit, [{ reservationId: cancelled.reservationId, soldBy: cancelled.cancelledBy }]);
  const [reservation] = await unit.reservations.findManyForUpdate([cancelled.reservationId]);
  if (reservation?.status !== 'committed') return;

  await unit.levels.add(goodsOf([reservation]));
  await unit.ledger.append(goodsMovement(reservation, 'saleCancelled', cancelled.cancelledBy));
  await unit.reservations.setStatus([reservation.id], 'returned');
}
