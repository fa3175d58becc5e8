import { withDatabases, type Databases } from '../books/databases.ts';
import type { Habits } from '../clients/cards.ts';
import { kill, processNamed, processesOf, whenAllReady, whileFrozen } from '../mesh/processes.ts';
import { until } from '../until.ts';
import type { Fault, Stage } from './fault.ts';
import { aMoment } from './strikes.ts';

const SEEN_WITHIN_MS = 12_000;
const BACK_WITHIN_MS = 30_000;

/** How a saga is held at one step from outside, and how it is recognised there. */
interface Step {
  name: string;
  title: string;
  /** Service whose silence holds the saga. */
  silent?: string;
  /** Condition on `sale.sagas g` that finds one at this step. */
  seen: string;
  habits?: Partial<Habits>;
}

const CAPTURED = `EXISTS (SELECT 1 FROM payment.charges c WHERE c.reference = g.sale_id AND c.status = 'captured')`;

const STEPS: readonly Step[] = [
  {
    name: 'saga-started',
    title: 'kill -9 of the owner of a saga that waits for stock',
    silent: 'stock',
    seen: "g.kind = 'checkout' AND g.state = 'started'",
  },
  {
    name: 'saga-stock-reserved',
    title: 'kill -9 of the owner of a saga that waits for the card',
    silent: 'payment',
    seen: "g.kind = 'checkout' AND g.state = 'stockReserved'",
  },
  {
    name: 'saga-paid',
    title: 'kill -9 of the owner of a saga that has the money and no receipt number yet',
    seen: `g.kind = 'checkout' AND g.state = 'stockReserved' AND ${CAPTURED}`,
    habits: { cards: ['good'] },
  },
  {
    name: 'saga-compensating',
    title: 'kill -9 of the owner of a saga that gives goods and money back',
    silent: 'stock',
    seen: "g.kind = 'checkout' AND g.state = 'compensating'",
  },
  {
    name: 'saga-cancelling',
    title: 'kill -9 of the owner of a cancellation that waits for the refund',
    silent: 'payment',
    seen: "g.kind = 'cancellation' AND g.state = 'started'",
    habits: { cards: ['good'], cancelledShare: 1 },
  },
];

/** Killed at each step of a saga, its owner leaves the rest to whoever finds the lease run out. */
export const sagaFaults: Fault[] = STEPS.map((step) => ({
  name: step.name,
  title: step.title,
  bounds: { recoveredMs: 20_000 },
  strike: (stage) => strikeAt(step, stage),
}));

async function strikeAt({ silent, seen, habits }: Step, stage: Stage): Promise<string[]> {
  const { mesh, crowd } = stage;
  if (habits !== undefined) {
    crowd.behave(habits);
    await aMoment();
  }
  return withDatabases(mesh, async (databases) => {
    const strike = async () => {
      const owner = await ownerOf(databases, seen);
      if (owner === undefined) return undefined;
      const victim = await processNamed(mesh, owner);
      kill(victim);
      return victim;
    };
    const victim =
      silent === undefined
        ? await whileReceiptsAreHeld(databases, strike)
        : await whileFrozen(await processesOf(mesh, silent), strike);
    if (victim === undefined) return ['no saga was met at this step: nothing was tried'];
    await whenAllReady(mesh, BACK_WITHIN_MS, [victim.pid]);
    return [];
  });
}

/** The replica that drives a saga at this step, as its lease names it: `sale-1/…`. */
async function ownerOf({ rows }: Databases, seen: string): Promise<string | undefined> {
  const owner = `SELECT lease_owner AS owner FROM sale.sagas g WHERE g.ended_at IS NULL AND ${seen} ORDER BY started_at DESC LIMIT 1`;
  return until(SEEN_WITHIN_MS, async () => {
    const [found] = await rows(owner);
    return found === undefined ? undefined : String(found['owner']).split('/')[0];
  });
}

/** Holds the last lock a sale needs, that of its till's counter, so that every sale stops one step before its receipt. */
async function whileReceiptsAreHeld<T>({ rows }: Databases, work: () => Promise<T>): Promise<T> {
  await rows('START TRANSACTION');
  try {
    await rows('SELECT * FROM sale.receipt_counters FOR UPDATE');
    return await work();
  } finally {
    await rows('ROLLBACK');
  }
}
