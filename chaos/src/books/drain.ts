import { until } from '../until.ts';
import type { Databases } from './databases.ts';
import { readGroups, readOutboxes } from './read-events.ts';

const UNFINISHED = `SELECT
  (SELECT COUNT(*) FROM sale.sagas WHERE ended_at IS NULL) AS sagas,
  (SELECT COUNT(*) FROM stock.reservations WHERE status = 'held') AS reservations,
  (SELECT COUNT(*) FROM payment.charges WHERE unsettled_since IS NOT NULL) AS charges`;

/**
 * Waits until nothing is under way any more: no saga, no held goods, no unsettled charge, no event that somebody has
 * not taken. Answers in ms how long it took; undefined when it was not over after `patienceMs`: the books then say what is.
 */
export async function drained(databases: Databases, patienceMs: number): Promise<number | undefined> {
  const startedAt = performance.now();
  const done = await until(patienceMs, async () => {
    const [unfinished] = await databases.rows(UNFINISHED);
    if (Object.values(unfinished ?? { none: 1 }).some((count) => Number(count) > 0)) return false;
    if ((await readOutboxes(databases)).some(({ waiting }) => waiting > 0)) return false;
    return (await readGroups(databases)).every(({ lag, pending }) => lag === 0 && pending === 0);
  });
  return done === undefined ? undefined : Math.round(performance.now() - startedAt);
}
