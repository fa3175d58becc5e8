import type { Bindable } from '@comptoir/service-kit';
import type { RegisterSession, Takings } from '../domain/register-session.ts';

export type Select = <Row>(sql: string, params: readonly Bindable[]) => Promise<Row[]>;

// A sale is completed minutes after it was begun at most, else it is walked back: an hour leaves room, and lets the
// index of a location's sales be used, which costs the till nothing, as one more index would.
// Each sale has a first tender, which stands for the sale itself. A sale that is walked back will not be completed.
const TAKINGS = `SELECT
    CAST(COALESCE(SUM(done AND place = 1), 0) AS INT) AS sales,
    CAST(COALESCE(SUM(IF(done AND place = 1, change_cents, 0)), 0) AS INT) AS changeGivenCents,
    CAST(COALESCE(SUM(IF(done AND type = 'cash', cents, 0)), 0) AS INT) AS cashTakenCents,
    CAST(COALESCE(SUM(IF(done AND type = 'card', cents, 0)), 0) AS INT) AS cardCents,
    CAST(COALESCE(SUM(IF(done AND type = 'giftCard', cents, 0)), 0) AS INT) AS giftCardCents,
    CAST(COALESCE(SUM(NOT done AND place = 1), 0) AS INT) AS inFlight
  FROM (
    SELECT sales.status <> 'pending' AS done, sales.change_cents, tender.place, tender.type, tender.cents
    FROM sales JOIN JSON_TABLE(sales.tenders, '$[*]' COLUMNS (
      place FOR ORDINALITY,
      type varchar(8) CHARACTER SET ascii PATH '$.type',
      cents bigint PATH '$.amountCents'
    )) AS tender
    WHERE sales.location_id = ? AND sales.created_at >= ? - INTERVAL 1 HOUR AND sales.register_id = ?
      AND (sales.completed_at >= ? OR (sales.status = 'pending' AND EXISTS (
        SELECT 1 FROM sagas WHERE sagas.id = sales.saga_id AND sagas.state <> 'compensating'
      )))
  ) AS tendered`;

const REFUNDS = `SELECT COUNT(*) AS cancelledSales,
    CAST(COALESCE(SUM(cash_cents), 0) AS INT) AS cashRefundedCents,
    CAST(COALESCE(SUM(card_cents), 0) AS INT) AS cardRefundedCents,
    CAST(COALESCE(SUM(gift_card_cents), 0) AS INT) AS giftCardRefundedCents
  FROM register_refunds WHERE session_id = ?`;

type Refunds = 'cancelledSales' | 'cashRefundedCents' | 'cardRefundedCents' | 'giftCardRefundedCents';

/** What went through the register since an open session began. `select` decides with which eyes it is seen. */
export async function takingsSince(
  select: Select,
  { id, locationId, registerId, openedAt }: RegisterSession,
): Promise<{ takings: Takings; inFlight: number }> {
  // In one statement: between two, a sale could stop being in flight and be in neither.
  const [taken] = await select<Omit<Takings, Refunds> & { inFlight: number }>(TAKINGS, [
    locationId,
    openedAt,
    registerId,
    openedAt,
  ]);
  const [refunded] = await select<Pick<Takings, Refunds>>(REFUNDS, [id]);
  if (taken === undefined || refunded === undefined) throw new Error('a sum has no row');
  const { inFlight, ...sold } = taken;
  return { takings: { ...sold, ...refunded }, inFlight };
}
