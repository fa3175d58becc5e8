import { timestamp } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { noContent, ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { DeadLetterDesk } from './dead-letter-desk.ts';

const streamId = z.string().regex(/^\d{1,15}-\d{1,15}$/);
const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: streamId.optional(),
});
const letter = z.object({
  id: streamId,
  diedAt: timestamp,
  source: z.string(),
  entryId: z.string(),
  type: z.string(),
  reason: z.string(),
  event: z.string(),
});
const access = services('mesh');
const params = z.object({ id: streamId });

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
        answers: { 200: z.object({ items: z.array(letter) }) },
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
        answers: { 200: z.object({ outcome: z.enum(['applied', 'duplicate']) }) },
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
