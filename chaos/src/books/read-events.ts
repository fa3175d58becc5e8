import { z } from 'zod';
import type { Databases } from './databases.ts';
import type { EventRows, GroupRow } from './events-book.ts';

const OUTBOXES = `SELECT table_schema AS service FROM information_schema.tables WHERE table_name = 'outbox' ORDER BY 1`;
// Only stock claims what sale tells; each event has one row in the outbox and one in the inbox.
const TOLD = `SELECT JSON_VALUE(o.envelope, '$.subject') AS subject, o.type, COUNT(*) AS told, COUNT(i.event_id) AS taken
  FROM sale.outbox o LEFT JOIN stock.inbox i ON i.consumer = 'stock' AND i.event_id = CAST(JSON_VALUE(o.envelope, '$.id') AS UUID)
  GROUP BY subject, o.type`;

const told = z.object({ subject: z.string(), type: z.string(), told: z.number(), taken: z.number() });

export async function readEvents(databases: Databases): Promise<EventRows> {
  return {
    outboxes: await readOutboxes(databases),
    groups: await readGroups(databases),
    deadLetters: await readDeadLetters(databases),
    told: z.array(told).parse(await databases.rows(TOLD)),
  };
}

export async function readOutboxes({ rows }: Databases): Promise<EventRows['outboxes'][number][]> {
  const services = (await rows(OUTBOXES)).map(({ service }) => String(service));
  const counts = services.map(
    (service) =>
      `SELECT '${service}' AS service, COUNT(*) AS waiting FROM \`${service}\`.outbox WHERE published_at IS NULL`,
  );
  return z
    .array(z.object({ service: z.string(), waiting: z.number() }))
    .parse(await rows(counts.join(' UNION ALL ')));
}

const keysOf = async ({ redisData }: Databases, pattern: string): Promise<string[]> =>
  redisData.keys(pattern);

export async function readGroups(databases: Databases): Promise<GroupRow[]> {
  const groups: GroupRow[] = [];
  for (const stream of await keysOf(databases, 'events:*')) {
    const found = z.array(z.array(z.unknown())).parse(await databases.redisData.xinfo('GROUPS', stream));
    for (const flat of found) {
      const field = (name: string) => flat[flat.indexOf(name) + 1];
      // Counted, not Redis's own `lag`: after a restart that is wrong for good (redis/redis#10569).
      const beyond = await databases.redisData.xrange(stream, `(${String(field('last-delivered-id'))}`, '+');
      groups.push({
        stream,
        consumer: String(field('name')),
        lag: beyond.length,
        pending: Number(field('pending')),
      });
    }
  }
  return groups;
}

async function readDeadLetters(databases: Databases): Promise<{ consumer: string; count: number }[]> {
  const keys = await keysOf(databases, 'dead:*');
  return Promise.all(
    keys.map(async (key) => ({
      consumer: key.slice('dead:'.length),
      count: await databases.redisData.xlen(key),
    })),
  );
}
