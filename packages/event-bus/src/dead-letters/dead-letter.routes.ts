import { deadLetterId, deadLetters, replayedDeadLetter } from '@comptoir/contracts/http/dead-letter';
import type { Route } from '@comptoir/service-kit';
import { noContent, ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { DeadLetterDesk } from './dead-letter-desk.ts';

const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: deadLetterId.optional(),
});
const access = services('mesh');
const params = z.object({ id: deadLetterId });

/** What `mesh` offers an operator for each service. */
export function deadLetterRoutes(desk: DeadLetterDesk): Route[] {
  return [
    route(
      'GET',
      '/internal/dead-letters',
      {
        summary: 'Events this service could not apply, oldest first',
        access,
        query: page,
        answers: { 200: deadLetters },
      },
      async ({ query: { limit, after } }) => ok({ items: await desk.list(limit, after) }),
    ),
    route(
      'POST',
      '/internal/dead-letters/:id/replay',
      {
        summary: 'Apply a dead letter now',
        access,
        params,
        answers: { 200: replayedDeadLetter },
      },
      async ({ params: { id } }) => ok({ outcome: await desk.replay(id) }),
    ),
    route(
      'DELETE',
      '/internal/dead-letters/:id',
      {
        summary: 'Give a dead letter up: its event will never be applied here',
        access,
        params,
        answers: { 204: null },
      },
      async ({ params: { id } }) => {
        await desk.discard(id);
        return noContent();
      },
    ),
  ];
}
