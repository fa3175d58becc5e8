import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createLoadShedder } from './load-shedder.ts';

/** Of the event loop: each is a process that was woken up. */
async function turnsInASecond(): Promise<number> {
  const before = performance.nodeTiming.uvMetricsInfo.loopCount;
  await sleep(1_000);
  return performance.nodeTiming.uvMetricsInfo.loopCount - before;
}

test('a process of which nothing is asked is not woken up to measure its event loop', async () => {
  const metrics = { shed: () => undefined };
  const shedder = createLoadShedder({ maxInFlight: 100, maxEventLoopDelayMs: 500, metrics });

  const idle = await turnsInASecond();
  const leave = shedder.enter('write');
  const asked = await turnsInASecond();
  leave();
  shedder.close();

  expect(asked - idle).toBeGreaterThan(8);
});
