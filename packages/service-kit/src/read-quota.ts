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
/** The same while the loop is late: what waits in sockets for its turn is in nobody's count, and waits once more. */
const PRESSED_WAIT_MS = 100;
const PRESSED_LEAST = 4;
const LATE_MS = 50;
const RELIEVED_AFTER_MS = 2_000;
/** Over about a second: in a quarter of one it is chance how many are answered. */
const REMEMBERED_MS = 1_000;

/** As many reads as were lately answered in the time one may wait (Little's law), and far fewer while the loop is late. */
export function createReadQuota(sampleMs: number): ReadQuota {
  let inside = 0;
  let answered = 0;
  let perSample = 0;
  let pressedForMs = 0;

  const most = () =>
    pressedForMs > 0
      ? Math.max(PRESSED_LEAST, (perSample * PRESSED_WAIT_MS) / sampleMs)
      : Math.max(LEAST, (perSample * WAIT_MS) / sampleMs);

  return {
    enter: () => {
      if (inside >= most()) return undefined;
      inside += 1;
      return () => {
        inside -= 1;
        answered += 1;
      };
    },
    sample: (loopDelayMs) => {
      perSample += ((answered - perSample) * sampleMs) / REMEMBERED_MS;
      answered = 0;
      pressedForMs = loopDelayMs > LATE_MS ? RELIEVED_AFTER_MS : Math.max(0, pressedForMs - sampleMs);
    },
  };
}
