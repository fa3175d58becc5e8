import { reservationOutcomes, reservationsRequest } from '@comptoir/contracts/http/stock';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { noContent, ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import { HOLDERS } from '../domain/reservation.ts';
import type { InTransaction } from '../unit.ts';
import { releaseReservation } from '../use-cases/release-reservation.ts';
import type { Outcome } from '../use-cases/reserve-stock.ts';
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
        summary: 'Hold goods; each reservation by itself, and the same id again is the same reservation',
        access: services(...HOLDERS),
        body: reservationsRequest,
        answers: { 200: reservationOutcomes },
      },
      async ({ body, context }) => {
        const expiresAt = new Date(context.now.getTime() + ttlSeconds * 1000);
        const holder = context.caller ?? '';
        const wanted = body.reservations.map((each) => ({ ...each, holder, expiresAt }));
        const outcomes = await reserveStock((work) => inTransaction(context, work), wanted);
        return ok({ outcomes: outcomes.map(viewOf) });
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

function viewOf(outcome: Outcome) {
  if ('expiresAt' in outcome) return { ...outcome, status: 'held' };
  const { code, message, details } = outcome.refusal;
  return { id: outcome.id, status: 'refused', code, detail: message, errors: details };
}
