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
  metrics: Pick<HttpMetrics, 'shed'>;
}

const SAMPLE_MS = 250;
/** Reads are held back long before the loop is so late that all work is. */
const LATE_SHARE = 0.1;
/** What is measured includes the tick itself. */
const TICK_MS = 50;
/**
 * Of a core. A loop that is late on less has not too much to do: the process was stopped, or others had the cores, and to
 * refuse what little is asked of it helps nobody.
 */
const LEAST_CPU_SHARE = 0.1;

/**
 * Refuses early what could only be answered late: by requests in flight, and by the event loop's own delay. Reads are
 * refused long before writes are.
 */
export function createLoadShedder({
  maxInFlight,
  maxEventLoopDelayMs,
  metrics,
}: LoadShedderOptions): LoadShedder {
  const loop = createLoopWatch();
  const quota = createReadQuota({ sampleMs: SAMPLE_MS, lateMs: maxEventLoopDelayMs * LATE_SHARE });
  let inFlight = 0;
  let enteredSince = 0;
  let saturated = false;
  const sampler = setInterval(() => {
    const delayMs = loop.delayMs(inFlight > 0 || enteredSince > 0);
    enteredSince = 0;
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
      enteredSince += 1;
      return () => {
        inFlight -= 1;
        leaveReads?.();
      };
    },
    close: () => {
      clearInterval(sampler);
      loop.close();
    },
  };

  function refuse(reason: 'in_flight' | 'event_loop'): AppError {
    metrics.shed(reason);
    return new AppError('unavailable', 'service.overloaded', 'Too much is asked of this service right now.', {
      retryAfterSeconds: 1,
    });
  }
}

/** By how much the event loop is late because of what it has to do. */
function createLoopWatch() {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  let cpu = process.cpuUsage();
  let lookedAt = performance.now();
  const cpuShare = () => {
    const [before, since] = [cpu, lookedAt];
    cpu = process.cpuUsage();
    lookedAt = performance.now();
    return (cpu.user + cpu.system - before.user - before.system) / 1_000 / (lookedAt - since);
  };
  return {
    /** Since the last look, in ms. Asleep until the next look nothing is measured: each tick would wake the process up. */
    delayMs(isAwake: boolean): number {
      const share = cpuShare();
      const isNews = delay.count > 0 && share >= LEAST_CPU_SHARE;
      const late = isNews ? delay.mean / 1e6 - TICK_MS : 0;
      delay.reset();
      if (isAwake) delay.enable();
      else delay.disable();
      return late;
    },
    close: () => {
      delay.disable();
    },
  };
}
