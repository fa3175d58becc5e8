import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id } from '@comptoir/contracts/primitives';
import { holdingOutcome } from '@comptoir/contracts/http/stock';
import { saga, sagaState } from '@comptoir/contracts/http/sale';
import type { Route } from '@comptoir/service-kit';
import { AppError, assertWorksAt, locationInSight, ok, roles, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Saga } from '../domain/saga.ts';
import { isEnded } from '../domain/saga.ts';
import type { SaleReads } from '../repositories/sales.read.ts';

const READERS = ['manager', 'operator', 'headOffice'] as const;

export function sagasRoutes({ reads }: { reads: SaleReads }): Route[] {
  return [
    route(
      'GET',
      '/api/sagas/:id',
      {
        summary: 'A saga: each transition with its time and cause',
        access: roles(...READERS),
        params: z.object({ id }),
        answers: { 200: saga },
      },
      async ({ params, actor }) => {
        const found = await reads.saga(params.id);
        if (found === undefined)
          throw new AppError('notFound', 'saga.not_found', 'There is no saga of this id.');
        assertWorksAt(actor, found.locationId);
        return ok(sagaView(found));
      },
    ),

    route(
      'GET',
      '/api/sagas',
      {
        summary: 'Sagas, newest first, by state',
        access: roles(...READERS),
        query: pageQuery(['startedAt']).omit({ sort: true }).extend({ state: sagaState.optional() }),
        answers: { 200: pageOf(saga) },
      },
      async ({ query, actor }) => {
        const list = await reads.sagas({ ...query, locationId: locationInSight(actor) });
        return ok({ ...list, items: list.items.map(sagaView) });
      },
    ),

    route(
      'GET',
      '/internal/holdings/:id',
      {
        summary: 'What became of the sale that a reservation was made for',
        access: services('stock'),
        params: z.object({ id }),
        answers: { 200: holdingOutcome },
      },
      async ({ params }) => ok({ outcome: outcomeOf(await reads.saga(params.id)) }),
    ),
  ];
}

function outcomeOf(found: Saga | undefined): z.infer<typeof holdingOutcome>['outcome'] {
  if (found === undefined || found.state === 'cancelled') return 'gone';
  return isEnded(found.state) ? 'completed' : 'pending';
}

function sagaView({ id: sagaId, kind, saleId, locationId, state, startedAt, transitions }: Saga) {
  return { id: sagaId, kind, saleId, locationId, state, startedAt, transitions };
}
