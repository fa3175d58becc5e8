import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;

/** Asks until the answer is neither false nor undefined, and returns it; undefined when it still is after `patienceMs`. */
export async function until<T>(
  patienceMs: number,
  ask: () => Promise<T | false | undefined>,
): Promise<T | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (performance.now() > deadline) return undefined;
    await delay(PAUSE_MS);
  }
}
