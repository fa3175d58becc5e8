/** Rests `leastMs` in any case, then until nudged or `mostMs` are over. */
export interface Pause {
  leastMs: number;
  mostMs: number;
}

export const atLeast = (ms: number): Pause => ({ leastMs: ms, mostMs: ms });

export interface Rest {
  take(pause: Pause): Promise<void>;
  /** Cuts the rest short; without one, the next. */
  nudge(): void;
  /** Ends this rest and all to come. */
  end(): void;
}

export function createRest(): Rest {
  let nudged = false;
  let ended = false;
  let wakeSleeper: (() => void) | undefined;
  let wakeLight: (() => void) | undefined;

  const sleep = (ms: number, wakes: (wake: () => void) => void) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakes(() => {
        clearTimeout(timer);
        resolve();
      });
    });

  return {
    take: async ({ leastMs, mostMs }) => {
      if (leastMs > 0 && !ended) await sleep(leastMs, (wake) => (wakeSleeper = wake));
      if (mostMs > leastMs && !ended && !nudged) await sleep(mostMs - leastMs, (wake) => (wakeLight = wake));
      nudged = false;
    },
    nudge: () => {
      nudged = true;
      wakeLight?.();
    },
    end: () => {
      ended = true;
      wakeSleeper?.();
      wakeLight?.();
    },
  };
}
