import { reservation, reservationRequest } from '@comptoir/contracts/http/stock';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { created, noContent, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import { HOLDERS } from '../domain/reservation.ts';
import type { InTransaction } from '../unit.ts';
import { releaseReservation } from '../use-cases/release-reservation.ts';
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
        summary: 'Hold goods; the same id again is the same reservation',
        access: services(...HOLDERS),
        body: reservationRequest,
        answers: { 201: reservation },
        refusals: {
          'stock.insufficient': 'every short line is named (409)',
          'reservation.closed': 'let go already (409)',
        },
      },
      async ({ body, context }) => {
        const expiresAt = new Date(context.now.getTime() + ttlSeconds * 1000);
        const wanted = { ...body, holder: context.caller ?? '', expiresAt };
        const held = await reserveStock((work) => inTransaction(context, work), wanted);
        return created({ id: held.id, status: held.status, expiresAt: held.expiresAt });
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
