import { reservationOutcomes, reservationsRequest } from '@comptoir/contracts/http/stock';
import { id } from '@comptoir/contracts/primitives';
import type { Context, Route } from '@comptoir/service-kit';
import { noContent, ok, route, services, statusOf } from '@comptoir/service-kit';
import { z } from 'zod';
import { HOLDERS } from '../domain/reservation.ts';
import type { InTransaction } from '../unit.ts';
import { releaseReservation } from '../use-cases/release-reservation.ts';
import type { HoldOutcome } from '../use-cases/reserve-stock.ts';
import { reserveStock } from '../use-cases/reserve-stock.ts';

export interface ReservationsDeps {
  inTransaction: InTransaction;
  ttlSeconds: number;
}

const releaseQuery = z.object({ locationId: id, reference: id });

export function reservationsRoutes({ inTransaction, ttlSeconds }: ReservationsDeps): Route[] {
  return [
    route(
      'POST',
      '/internal/reservations',
      {
        summary:
          'Hold goods, each reservation by itself; refused are `stock.insufficient` and `reservation.closed` (409)',
        access: services(...HOLDERS),
        body: reservationsRequest,
        answers: { 200: reservationOutcomes },
      },
      async ({ body, context }) => {
        const expiresAt = new Date(context.now.getTime() + ttlSeconds * 1000);
        const holder = context.caller ?? '';
        const wanted = body.reservations.map((each) => ({ ...each, holder, expiresAt }));
        const outcomes = await reserveStock((work) => inTransaction(context, work), wanted);
        return ok({ outcomes: outcomes.map((outcome) => viewOf(outcome, context)) });
      },
    ),

    route(
      'DELETE',
      '/internal/reservations/:id',
      {
        summary: 'Let held goods go; also before they were asked for',
        access: services(...HOLDERS),
        params: z.object({ id }),
        query: releaseQuery,
        answers: { 204: null },
        refusals: { 'reservation.committed': 'the goods are sold (409)' },
      },
      async ({ params, query, context }) => {
        await inTransaction(context, (unit) =>
          releaseReservation(unit, {
            id: params.id,
            ...query,
            holder: context.caller ?? '',
            expiresAt: context.now,
          }),
        );
        return noContent();
      },
    ),
  ];
}

function viewOf(outcome: HoldOutcome, { log, traceId }: Context) {
  if ('expiresAt' in outcome) return { ...outcome, status: 'held' };
  const { id: reservationId, refusal } = outcome;
  // Nobody else says why: the request as a whole is answered well.
  const about = { err: refusal, reservationId, traceId };
  if (refusal.kind === 'internal') log.error(about, 'goods not held');
  else if (refusal.kind !== 'conflict') log.warn(about, 'goods not held');
  const { code, message, details } = refusal;
  const problem = { status: statusOf(refusal), code, detail: message, errors: details };
  return { id: reservationId, status: 'refused', problem };
}
