import { monitorEventLoopDelay } from 'node:perf_hooks';
import { AppError } from './errors.ts';
import type { HttpMetrics } from './metrics.ts';
import { createReadQuota } from './read-quota.ts';

export interface LoadShedder {
  /** Takes a place for one request and answers how to give it back; throws 503 when the process is saturated. */
  enter(kind: 'read' | 'write'): () => void;
  close(): void;
}

export interface LoadShedderOptions {
  maxInFlight: number;
  maxEventLoopDelayMs: number;
  metrics: HttpMetrics;
}

const SAMPLE_MS = 125;
/** Each tick wakes an idle process up. What is measured includes the tick itself. */
const TICK_MS = 50;

/**
 * Refuses early what could only be answered late: by requests in flight, and by the event loop's own delay. Reads are
 * refused long before writes are.
 */
export function createLoadShedder({
  maxInFlight,
  maxEventLoopDelayMs,
  metrics,
}: LoadShedderOptions): LoadShedder {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  delay.enable();
  const quota = createReadQuota(SAMPLE_MS);
  let inFlight = 0;
  let before = 0;
  let saturated = false;
  const sampler = setInterval(() => {
    // In a turn that took very long there may have been no tick since the last sample: then there is no news either.
    if (delay.count === 0) return;
    const measured = delay.mean / 1e6 - TICK_MS;
    delay.reset();
    // A process that was stopped for a while is late once, and then as quick as ever; one with too much to do stays late.
    const delayMs = Math.min(before, measured);
    before = measured;
    saturated = delayMs > maxEventLoopDelayMs;
    quota.sample(delayMs);
  }, SAMPLE_MS).unref();

  return {
    enter: (kind) => {
      if (inFlight >= maxInFlight) throw refuse('in_flight');
      // With nothing in flight the delay is old news: let one request through to find out.
      if (saturated && inFlight > 0) throw refuse('event_loop');
      const leaveReads = kind === 'read' ? quota.enter() : undefined;
      if (kind === 'read' && leaveReads === undefined) throw refuse('in_flight');
      inFlight += 1;
      return () => {
        inFlight -= 1;
        leaveReads?.();
      };
    },
    close: () => {
      clearInterval(sampler);
      delay.disable();
    },
  };

  function refuse(reason: 'in_flight' | 'event_loop'): AppError {
    metrics.shed(reason);
    return new AppError('unavailable', 'service.overloaded', 'Too much is asked of this service right now.', {
      retryAfterSeconds: 1,
    });
  }
}
