import { createLatencies } from './latencies.ts';
import type { Latencies } from './latencies.ts';

/** What a run of requests came to. */
export interface Run {
  sent: number;
  /** Answers that were right; the only ones that count as throughput (lesson 30). */
  succeeded: number;
  /** Wrong answers and broken connections, by reason. */
  unexpected: Map<string, number>;
  succeededByStep: Map<string, number>;
  elapsedMs: number;
  /** From sending, or from the moment due when a rate was set, to the right answer. */
  latencies: Latencies;
  /** Requests offered per second: the rate asked for, or what the connections managed to send. */
  offeredPerSecond: number;
  generatorCpuMs: number;
}

export function emptyRun(): Run {
  return {
    sent: 0,
    succeeded: 0,
    unexpected: new Map(),
    succeededByStep: new Map(),
    elapsedMs: 0,
    latencies: createLatencies(),
    offeredPerSecond: 0,
    generatorCpuMs: 0,
  };
}

export function count(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Adds a slice to what was measured before it. Offered rates are weighted by time. */
export function addRun(total: Run, slice: Run): void {
  const elapsedMs = total.elapsedMs + slice.elapsedMs;
  const offered = total.offeredPerSecond * total.elapsedMs + slice.offeredPerSecond * slice.elapsedMs;
  total.offeredPerSecond = elapsedMs === 0 ? 0 : offered / elapsedMs;
  total.elapsedMs = elapsedMs;
  total.sent += slice.sent;
  total.succeeded += slice.succeeded;
  total.generatorCpuMs += slice.generatorCpuMs;
  for (const [reason, times] of slice.unexpected) count(total.unexpected, reason, times);
  for (const [step, times] of slice.succeededByStep) count(total.succeededByStep, step, times);
  total.latencies.add(slice.latencies);
}

export const achievedPerSecond = (run: Run): number =>
  run.elapsedMs === 0 ? 0 : (run.succeeded * 1000) / run.elapsedMs;
