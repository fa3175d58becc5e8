import type { Logger } from '@comptoir/service-kit';
import { atLeast, createRest } from './rest.ts';
import type { Pause } from './rest.ts';

export interface Loop {
  /** Cuts the rest short, or the next one if a step is running. */
  nudge(): void;
  /** Resolves when the step in hand is done. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  step: () => Promise<Pause>;
  /** A step threw; the next one comes after a pause that doubles up to 5 s. */
  onError?: (error: unknown) => void;
  log: Logger;
}

const LONGEST_BACKOFF_MS = 5_000;
const FAILURES_PER_LINE = 50;

/** Takes step after step until stopped, whatever they throw; an outage is logged when it begins and when it ends. */
export function startLoop({ step, onError, log }: LoopOptions): Loop {
  const rest = createRest();
  const state = { running: true };
  let failures = 0;

  const take = async (): Promise<Pause> => {
    try {
      const next = await step();
      if (failures > 0) log.info({ failures }, 'event bus works again');
      failures = 0;
      return next;
    } catch (err) {
      if (state.running && failures % FAILURES_PER_LINE === 0)
        log.warn({ err, failures }, 'event bus has to wait');
      failures += 1;
      onError?.(err);
      return atLeast(backoffMs(failures));
    }
  };
  const run = async () => {
    while (state.running) await rest.take(await take());
  };
  const finished = run();

  return {
    nudge: rest.nudge,
    stop: async () => {
      state.running = false;
      rest.end();
      await finished;
    },
  };
}

/** Doubles from 50 ms; half of it is chance, so that replicas do not come back in step. */
export function backoffMs(failures: number): number {
  const most = Math.min(50 * 2 ** failures, LONGEST_BACKOFF_MS);
  return most / 2 + (Math.random() * most) / 2;
}
