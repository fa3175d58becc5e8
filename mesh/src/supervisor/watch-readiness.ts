import { setTimeout as delay } from 'node:timers/promises';

const WHILE_STARTING_MS = 100;
const ONCE_READY_MS = 4000;
const WHILE_UNREADY_MS = 500;
// One slow answer on a busy machine is not a failure.
const FAILURES_UNTIL_UNREADY = 2;

/** Asks again and again, often until the first yes; reports each change, the first of which is that yes. Returns what ends the asking. */
export function watchReadiness(
  isReady: () => Promise<boolean>,
  changed: (ready: boolean) => void,
): () => void {
  const cancel = new AbortController();
  const { signal } = cancel;

  const watch = async () => {
    let ready = false;
    let pauseMs = WHILE_STARTING_MS;
    let failures = 0;
    while (!signal.aborted) {
      const answer = await isReady();
      if (signal.aborted) return;
      failures = answer ? 0 : failures + 1;
      const next: boolean = answer || (ready && failures < FAILURES_UNTIL_UNREADY);
      if (next !== ready) changed(next);
      ready = next;
      if (answer) pauseMs = ONCE_READY_MS;
      else if (pauseMs !== WHILE_STARTING_MS) pauseMs = WHILE_UNREADY_MS;
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  void watch();
  return () => cancel.abort();
}
