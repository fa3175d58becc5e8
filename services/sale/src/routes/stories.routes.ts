import { receiptNumber, saleStory, saleStoryQuery, traceId } from '@comptoir/contracts/http/story';
import { id } from '@comptoir/contracts/primitives';
import type { EventBus } from '@comptoir/event-bus';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Saga } from '../domain/saga.ts';
import { saleNotFound } from '../domain/sale.ts';
import type { StoryReads } from '../repositories/stories.read.ts';

export interface StoriesDeps {
  reads: StoryReads;
  told: EventBus['told'];
}

export function storiesRoutes({ reads, told }: StoriesDeps): Route[] {
  return [
    route(
      'GET',
      '/internal/stories/:reference',
      {
        summary:
          'What sale knows of a sale: by receipt number, its id, its saga’s, or a trace that set it off',
        access: services('operations'),
        params: z.object({ reference: z.union([receiptNumber, id, traceId]) }),
        query: saleStoryQuery,
        answers: { 200: saleStory },
        refusals: { 'sale.not_found': 'no sale has this reference (404)' },
      },
      async ({ params: { reference }, query: { around } }) => {
        const saleId = await saleIdOf(reads, reference, around);
        const sale = saleId === undefined ? undefined : await reads.sale(saleId);
        if (sale === undefined) throw saleNotFound();
        const sagas = await reads.sagasOf(sale.id);
        const events = await told([sale.id], sagas.map(endOf));
        return ok({ sale, sagas: sagas.map(sagaPart), events });
      },
    ),
  ];
}

async function saleIdOf(reads: StoryReads, reference: string, around?: string): Promise<string | undefined> {
  if (id.safeParse(reference).success) return reads.saleIdById(reference);
  if (receiptNumber.safeParse(reference).success) return reads.saleIdByReceipt(reference);
  return reads.saleIdByTrace(reference, around === undefined ? undefined : new Date(around));
}

/** Events are written with the last step. */
function endOf({ startedAt, transitions }: Saga): Date {
  const last = transitions.at(-1)?.at;
  return last === undefined ? startedAt : new Date(last);
}

function sagaPart({ id: sagaId, kind, state, origin, transitions }: Saga) {
  return { id: sagaId, kind, state, traceId: origin.traceparent.slice(3, 35), transitions };
}
