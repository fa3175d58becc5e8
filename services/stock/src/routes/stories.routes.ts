import { stockStory, stockStoryQuery } from '@comptoir/contracts/http/story';
import type { EventBus } from '@comptoir/event-bus';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import type { StoryReads } from '../repositories/stories.read.ts';

export interface StoriesDeps {
  reads: StoryReads;
  told: EventBus['told'];
}

export function storiesRoutes({ reads, told }: StoriesDeps): Route[] {
  return [
    route(
      'GET',
      '/internal/stories',
      {
        summary: 'What became of the goods that these reservations held',
        access: services('operations'),
        query: stockStoryQuery,
        answers: { 200: stockStory },
      },
      async ({ query: { reservationIds } }) => {
        const reservations = await reads.reservations(reservationIds);
        const [movements, events] = await Promise.all([
          Promise.all(reservations.map(reads.movements)),
          told(
            reservationIds,
            reservations.map(({ updatedAt }) => updatedAt),
          ),
        ]);
        return ok({ reservations, movements: movements.flat(), events });
      },
    ),
  ];
}
