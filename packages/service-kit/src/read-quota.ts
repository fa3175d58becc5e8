/** How many reads a process lets in at once. */
export interface ReadQuota {
  /** Takes a place and answers how to give it back; undefined when there is none. */
  enter(): (() => void) | undefined;
  /** To be told every `sampleMs` by how much, in ms, the event loop was late since the last time. */
  sample(loopDelayMs: number): void;
}

/** A read that would wait for longer than this has lost its reader: a screen asks again, a sale goes on waiting. */
const WAIT_MS = 300;
/** So many are let in however slow they are: a service that was idle can show how fast it is. */
const LEAST = 32;
/** It has shown that it is slow: what it lets in now waits for what is in already. */
const SLOW_MS = WAIT_MS / 2;
const SLOW_LEAST = 16;
/** The same while the loop is late: what waits in sockets for its turn is in nobody's count, and waits once more. */
const PRESSED_WAIT_MS = 100;
const PRESSED_LEAST = 8;
const RELIEVED_AFTER_MS = 2_000;
/** Over about a second: in a quarter of one it is chance how many are answered. */
const REMEMBERED_MS = 1_000;
/** What took longer was stopped with the process, and says nothing of how fast it is. */
const LONGEST_MS = 2_000;

/**
 * As many reads as were lately answered in the time one may wait (Little's law), and far fewer while the loop is late by
 * more than `lateMs`.
 */
export function createReadQuota({ sampleMs, lateMs }: { sampleMs: number; lateMs: number }): ReadQuota {
  let inside = 0;
  let answered = 0;
  let spentMs = 0;
  let perSample = 0;
  /** How long those answered lately were inside. */
  let meanMs = 0;
  let pressedForMs = 0;

  const within = (waitMs: number) => (perSample * waitMs) / sampleMs;
  const most = () => {
    if (pressedForMs > 0) return Math.max(PRESSED_LEAST, within(PRESSED_WAIT_MS));
    return Math.max(meanMs > SLOW_MS ? SLOW_LEAST : LEAST, within(WAIT_MS));
  };

  return {
    enter: () => {
      if (inside >= most()) return undefined;
      inside += 1;
      const enteredAt = performance.now();
      return () => {
        inside -= 1;
        const tookMs = performance.now() - enteredAt;
        if (tookMs > LONGEST_MS) return;
        answered += 1;
        spentMs += tookMs;
      };
    },
    sample: (loopDelayMs) => {
      const share = sampleMs / REMEMBERED_MS;
      perSample += (answered - perSample) * share;
      meanMs += ((answered === 0 ? 0 : spentMs / answered) - meanMs) * share;
      answered = 0;
      spentMs = 0;
      pressedForMs = loopDelayMs > lateMs ? RELIEVED_AFTER_MS : Math.max(0, pressedForMs - sampleMs);
    },
  };
}
