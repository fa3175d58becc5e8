import { paymentStory } from '@comptoir/contracts/http/story';
import { id } from '@comptoir/contracts/primitives';
import type { EventBus } from '@comptoir/event-bus';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { ChargesReads } from '../repositories/charges.read.ts';

export interface StoriesDeps {
  reads: Pick<ChargesReads, 'ofReference'>;
  told: EventBus['told'];
}

export function storiesRoutes({ reads, told }: StoriesDeps): Route[] {
  return [
    route(
      'GET',
      '/internal/stories/:reference',
      {
        summary: 'What was charged for a sale, what became of it, and what was told of that',
        access: services('operations'),
        params: z.object({ reference: id }),
        answers: { 200: paymentStory },
      },
      async ({ params: { reference } }) => {
        const charges = await reads.ofReference(reference);
        const events = await told(
          charges.map((charge) => charge.id),
          charges.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]),
        );
        return ok({ charges, events });
      },
    ),
  ];
}
