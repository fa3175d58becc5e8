import { AppError } from '@comptoir/service-kit';

/**
 * Runs at most `atOnce` pieces of work at a time, lets `waiting` more wait, and refuses the rest with 503:
 * a flood of logins costs its senders an answer, not the process its memory.
 */
export function bounded({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let running = 0;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1;
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else {
      throw new AppError(
        'unavailable',
        'auth.overloaded',
        'Too many passwords are being checked right now.',
        {
          retryAfterSeconds: 1,
        },
      );
    }
    try {
      return await work();
    } finally {
      // The place passes on to the next in line without ever being free, so nobody slips in between.
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

export type Bounded = ReturnType<typeof bounded>;
