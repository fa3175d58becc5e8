import { setTimeout as delay } from 'node:timers/promises';

type Falsy = false | 0 | '' | null | undefined;

/** Asks again every 20 ms until the answer is truthy, and returns it. Throws, naming the condition, after timeoutMs. */
export async function waitUntil<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<Exclude<Awaited<T>, Falsy>> {
  // What takes a moment alone takes many on a machine that others use too.
  const { timeoutMs = 15_000 } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await condition();
    if (isTruthy(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(`Still not true after ${timeoutMs} ms: ${String(condition)}`);
    await delay(20);
  }
}

function isTruthy<T>(value: T): value is Exclude<T, Falsy> {
  return Boolean(value);
}
