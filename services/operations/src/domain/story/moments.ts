import type { PaymentStory, SaleStory, StockStory } from '@comptoir/contracts/http/story';
import type { Branch, Piece } from './piece.ts';
import { holds, known } from './piece.ts';

type Saga = SaleStory['sagas'][number];
type Movement = StockStory['movements'][number];

const time = (text: string): number => Date.parse(text);

/** Each step of a saga, as it was written down. */
export function stepsOf({ kind, traceId, transitions }: Saga): Piece[] {
  return transitions.map(({ state, at, cause }) => ({
    kind: 'saga',
    title: `${kind}: ${state}`,
    service: 'sale',
    traceId,
    startMs: time(at),
    outcome: state === 'compensating' || state === 'cancelled' ? 'refused' : 'ok',
    facts: { cause },
  }));
}

/** That goods were put on hold and let go; that they left is told by the ledger. */
export function holdsOf({ reservations }: StockStory, sagas: readonly Saga[]): Piece[] {
  return reservations.flatMap(({ id, status, createdAt, updatedAt, lines }) => {
    // A reservation has the id of its saga; sales ask together, so its request may stand in another's trace.
    const traceId = sagas.find((saga) => saga.id === id)?.traceId;
    const goods = lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join(', ');
    const moment = {
      kind: 'stock',
      service: 'stock',
      traceId,
      facts: known({ goods, reservation: id }),
    } as const;
    const held: Piece = { ...moment, title: 'goods held', startMs: time(createdAt), outcome: 'ok' };
    const letGo: Piece = { ...moment, title: 'goods let go', startMs: time(updatedAt), outcome: 'refused' };
    // Let go before it was asked for: there never was anything to hold.
    if (lines.length === 0) return [letGo];
    return status === 'released' ? [held, letGo] : [held];
  });
}

/** A line of the ledger. */
export function movementOf({ sku, delta, reason, at }: Movement): Piece {
  return {
    kind: 'stock',
    title: `${delta > 0 ? '+' : ''}${delta} ${sku}`,
    service: 'stock',
    startMs: time(at),
    outcome: 'ok',
    facts: { reason },
  };
}

const REFUSED = new Set(['declined', 'refunded', 'void']);

/** That money was asked for, and what became of it. */
export function chargesOf({ charges }: PaymentStory): Piece[] {
  return charges.flatMap(
    ({ status, means, amountCents, declineCode, refundReason, createdAt, updatedAt }) => {
      const moment = { kind: 'payment', service: 'payment' } as const;
      const facts = known({ amountCents, means });
      const asked: Piece = {
        ...moment,
        title: 'charge asked for',
        startMs: time(createdAt),
        outcome: 'ok',
        facts,
      };
      const ended: Piece = {
        ...moment,
        title: `charge ${status}`,
        startMs: time(updatedAt),
        outcome: REFUSED.has(status) ? 'refused' : 'ok',
        facts: known({ ...facts, code: declineCode, reason: refundReason }),
      };
      return status === 'pending' || status === 'requested' ? [asked] : [asked, ended];
    },
  );
}

/** The shortest request of its service, and of its trace and process when those are known, in which a moment lies. */
export function placeOf(moment: Piece, branches: readonly Branch[]): Branch | undefined {
  const around = branches.filter(
    (one) =>
      one.kind === 'request' &&
      one.service === moment.service &&
      (moment.replica === undefined || one.replica === moment.replica) &&
      (moment.traceId === undefined || one.traceId === moment.traceId) &&
      holds(one, moment),
  );
  return around.toSorted((one, other) => (one.durationMs ?? 0) - (other.durationMs ?? 0))[0];
}
