import { deliveries, deliveriesQuery } from '@comptoir/contracts/http/story';
import type { Database, Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { CONSUMER_PACE } from '../consumer/consumer-options.ts';
import type { DeadLetterDesk } from '../dead-letters/dead-letter-desk.ts';
import { orNothing } from './or-nothing.ts';

const MOST_LETTERS = 500;

interface Delivery {
  eventId: string;
  outcome: 'applied' | 'dead';
  at: Date;
  reason?: string;
}

/** What became of events here, for whoever follows one through the mesh. */
export function deliveryRoutes(database: Database, desk: Pick<DeadLetterDesk, 'list'>): Route[] {
  return [
    route(
      'GET',
      '/internal/deliveries',
      {
        summary: 'When events took effect here, and which of them could not',
        access: services('operations'),
        query: deliveriesQuery,
        answers: { 200: deliveries },
      },
      async ({ query: { eventIds } }) => {
        const items = [...(await appliedAmong(database, eventIds)), ...(await deadAmong(desk, eventIds))];
        return ok({ keptSeconds: CONSUMER_PACE.inboxRetentionSeconds, items });
      },
    ),
  ];
}

async function appliedAmong(database: Database, eventIds: readonly string[]): Promise<Delivery[]> {
  const marks = eventIds.map(() => '?').join(', ');
  const rows = await database.query<{ eventId: string; at: Date }>(
    `SELECT event_id AS eventId, MIN(claimed_at) AS at FROM inbox WHERE event_id IN (${marks}) GROUP BY event_id`,
    eventIds,
  );
  return rows.map((row) => ({ ...row, outcome: 'applied' }));
}

async function deadAmong(
  desk: Pick<DeadLetterDesk, 'list'>,
  eventIds: readonly string[],
): Promise<Delivery[]> {
  const letters = await orNothing(desk.list(MOST_LETTERS));
  return (letters ?? []).flatMap(({ event, diedAt, reason }) => {
    const eventId = eventIds.find((id) => event.includes(id));
    return eventId === undefined ? [] : [{ eventId, outcome: 'dead', at: diedAt, reason }];
  });
}
