import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;

/** Asks until the condition holds; false when it still does not after `patienceMs`. */
export async function until(patienceMs: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (await condition()) return true;
    if (performance.now() + pause > deadline) return false;
    await delay(pause);
  }
}
