// In a file of its own: what other tests leave behind wakes the process up as well.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { createLoadShedder } from '../src/load-shedder.ts';

/** Of the event loop: each is a process that was woken up. */
async function turnsInASecond(): Promise<number> {
  const before = performance.nodeTiming.uvMetricsInfo.loopCount;
  await sleep(1_000);
  return performance.nodeTiming.uvMetricsInfo.loopCount - before;
}

test('a process of which nothing is asked is not woken up to measure its event loop', async () => {
  const metrics = { shed: () => undefined };
  const shedder = createLoadShedder({ maxInFlight: 100, maxEventLoopDelayMs: 500, metrics });

  // The one who runs the tests wakes this process up as well, at first.
  await waitUntil(async () => (await turnsInASecond()) < 12, { timeoutMs: 15_000 });
  const leave = shedder.enter('write');
  const asked = await turnsInASecond();
  leave();
  shedder.close();

  expect(asked).toBeGreaterThan(20);
}, 30_000);
