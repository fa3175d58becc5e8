import type { AppError } from './errors.ts';
import { endSpan } from './tracing/local-trace.ts';
import { startSpan } from './tracing/active-span.ts';

export interface BoundedOptions {
  /** Pieces of work at a time. */
  atOnce: number;
  /** How many more may stand in line. */
  waiting: number;
  /** Who stood in line for this long, in ms, goes away. */
  patienceMs: number;
  /** What those are told who find the line full or lose their patience. */
  refusal(): AppError;
}

export interface Bounded {
  <T>(work: () => Promise<T>): Promise<T>;
  running(): number;
  waiting(): number;
  /** How many were refused so far. */
  refusals(): number;
}

/**
 * Runs few pieces of work at a time and lets the others stand in line, first come, first served. Under a flood each
 * piece that runs is as quick as ever, and whoever is refused learns it before anything was begun (a bulkhead).
 */
export function bounded({ atOnce, waiting, patienceMs, refusal }: BoundedOptions): Bounded {
  // A list, for a set would keep those who left (lesson 49).
  const line: (() => void)[] = [];
  let running = 0;
  let refusals = 0;

  function refused(): AppError {
    refusals += 1;
    return refusal();
  }

  async function turn(): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (line.length >= waiting) throw refused();
    const span = startSpan({ kind: 'internal', describe: () => ({ name: 'stood in line' }) });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      line.splice(line.indexOf(resolve), 1);
      reject(refused());
    }, patienceMs);
    line.push(resolve);
    await promise.finally(() => {
      clearTimeout(timer);
      endSpan(span);
    });
  }

  /** The place passes on to the next in line without ever being free, so nobody slips in between. */
  function passOn(): void {
    const next = line.shift();
    if (next === undefined) {
      running -= 1;
      return;
    }
    next();
  }

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    try {
      return await work();
    } finally {
      passOn();
    }
  };
  return Object.assign(run, { running: () => running, waiting: () => line.length, refusals: () => refusals });
}
