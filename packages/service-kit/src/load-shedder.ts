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

const SAMPLE_MS = 250;
/** Reads are held back long before the loop is so late that all work is. */
const LATE_SHARE = 0.1;
/** Each tick wakes an idle process up. What is measured includes the tick itself. */
const TICK_MS = 50;
/** A turn of the loop that took so long, and next to no CPU, is no load: the process was stopped, and is as quick as ever again. */
const STOPPED_MS = 2_000;
const STOPPED_CPU_SHARE = 0.2;

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
  const quota = createReadQuota({ sampleMs: SAMPLE_MS, lateMs: maxEventLoopDelayMs * LATE_SHARE });
  let inFlight = 0;
  let saturated = false;
  let cpu = process.cpuUsage();
  let sampledAt = performance.now();
  const cpuShare = () => {
    const [before, since] = [cpu, sampledAt];
    cpu = process.cpuUsage();
    sampledAt = performance.now();
    return (cpu.user + cpu.system - before.user - before.system) / 1_000 / (sampledAt - since);
  };
  const sampler = setInterval(() => {
    const share = cpuShare();
    const wasStopped = delay.max / 1e6 > STOPPED_MS && share < STOPPED_CPU_SHARE;
    const delayMs = wasStopped ? 0 : delay.mean / 1e6 - TICK_MS;
    delay.reset();
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
