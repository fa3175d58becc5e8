import { setTimeout as delay } from 'node:timers/promises';
import type { HangRule } from '../plan/process-spec.ts';

const PAUSE_MS = 1000;
// A round that took longer found us paused too, as in a machine that slept: no more of it counts against the process.
const LONGEST_ROUND_MS = 4000;

/** Asks a process that is not ready whether it says anything at all, and calls `hung` once it has not for too long. Returns what ends the asking. */
export function watchSilence({ answers, silentMs }: HangRule, hung: () => void): () => void {
  const cancel = new AbortController();
  const { signal } = cancel;

  const watch = async () => {
    let silence = 0;
    while (silence < silentMs) {
      const startedAt = performance.now();
      const heard = await answers();
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      silence = heard ? 0 : silence + Math.min(performance.now() - startedAt, LONGEST_ROUND_MS);
    }
    hung();
  };
  void watch();
  return () => cancel.abort();
}
