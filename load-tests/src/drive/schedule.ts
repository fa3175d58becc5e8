/** The moments at which requests are due, whoever is free to send them. Times in milliseconds. */
export interface Schedule {
  /** Takes the next due moment; in the past when all connections were waiting for answers. */
  claim: () => number;
  /** Due moments up to `now` that nobody was free to take. */
  overdue: (now: number) => number[];
}

/**
 * A steady rate shared by all connections. Latency counted from the due moment, not from the sending, is what
 * corrects for coordinated omission (lesson 30): a stall is felt by every request that was due during it.
 */
export function createSchedule(perSecond: number, startedAt: number): Schedule {
  const interval = 1000 / perSecond;
  let claimed = 0;
  return {
    claim: () => startedAt + claimed++ * interval,
    overdue: (now) => {
      const due = Math.floor((now - startedAt) / interval) + 1;
      return Array.from(
        { length: Math.max(0, due - claimed) },
        (_, index) => startedAt + (claimed + index) * interval,
      );
    },
  };
}
