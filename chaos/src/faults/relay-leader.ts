import { withDatabases, type Databases } from '../books/databases.ts';
import { readOutboxes } from '../books/read-events.ts';
import {
  kill,
  processNamed,
  processesOf,
  whenAllReady,
  whileFrozen,
  type Running,
} from '../mesh/processes.ts';
import { until } from '../until.ts';
import type { Fault, Stage } from './fault.ts';

const SEEN_WITHIN_MS = 8_000;
const BACK_WITHIN_MS = 30_000;
const LEADER = "SELECT owner FROM sale.relay_lease WHERE source = 'sale'";
const HOLD_LEADER = `${LEADER} FOR UPDATE`;

/** The leader of sale's relay dies with events that are committed and not told, or told and not crossed off. */
export const relayFaults: Fault[] = [
  {
    name: 'relay-before-publish',
    title: 'kill -9 of the relay leader between commit and publish',
    bounds: { recoveredMs: 20_000 },
    strike: (stage) =>
      withDatabases(stage.mesh, async (databases) => {
        const victim = await whileFrozen(await processesOf(stage.mesh, 'redis-data'), async () => {
          const waiting = await until(SEEN_WITHIN_MS, () => hasUnpublished(databases));
          return waiting === undefined ? undefined : killLeader(stage, databases);
        });
        return afterwards(stage, victim, 'no event waited to be published');
      }),
  },
  {
    name: 'relay-before-record',
    title: 'kill -9 of the relay leader between publishing and crossing off',
    bounds: { recoveredMs: 20_000 },
    strike: (stage) =>
      withDatabases(stage.mesh, async (databases) => {
        const before = await lastEntry(databases);
        await databases.rows('START TRANSACTION');
        try {
          await databases.rows(HOLD_LEADER);
          const told = await until(SEEN_WITHIN_MS, async () => (await lastEntry(databases)) !== before);
          const victim = told === undefined ? undefined : await killLeader(stage, databases);
          return await afterwards(stage, victim, 'nothing was published while it could not be crossed off');
        } finally {
          await databases.rows('ROLLBACK');
        }
      }),
  },
];

async function hasUnpublished(databases: Databases): Promise<boolean> {
  return (await readOutboxes(databases)).some(({ service, waiting }) => service === 'sale' && waiting > 0);
}

/** Id of the newest event of sale on its stream. */
async function lastEntry({ redisData }: Databases): Promise<string | undefined> {
  return (await redisData.xrevrange('events:sale', '+', '-', 'COUNT', 1))[0]?.[0];
}

/** The lease names its holder `sale-1/…`. */
async function killLeader({ mesh }: Stage, { rows }: Databases): Promise<Running> {
  const [lease] = await rows(LEADER);
  const victim = await processNamed(mesh, String(lease?.['owner']).split('/')[0] ?? '');
  kill(victim);
  return victim;
}

async function afterwards(
  { mesh }: Stage,
  victim: Running | undefined,
  otherwise: string,
): Promise<string[]> {
  if (victim === undefined) return [`${otherwise}: nothing was tried`];
  await whenAllReady(mesh, BACK_WITHIN_MS, [victim.pid]);
  return [];
}
