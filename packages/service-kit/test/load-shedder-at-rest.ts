// Run as a process of its own: says how often its event loop turns in a second, at rest and with a request inside.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLoadShedder } from '../src/load-shedder.ts';

/** Each is a process that was woken up. */
async function turnsInASecond(): Promise<number> {
  const before = performance.nodeTiming.uvMetricsInfo.loopCount;
  await sleep(1_000);
  return performance.nodeTiming.uvMetricsInfo.loopCount - before;
}

const metrics = { shed: () => undefined };
const shedder = createLoadShedder({ maxInFlight: 100, maxEventLoopDelayMs: 500, metrics });
const idle = await turnsInASecond();
const leave = shedder.enter('write');
const asked = await turnsInASecond();
leave();
shedder.close();
process.stdout.write(JSON.stringify({ idle, asked }));
