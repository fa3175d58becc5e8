import { totalOf } from '../cpu/cpu-meter.ts';
import { achievedPerSecond } from '../drive/tally.ts';
import type { LatencySummary } from '../drive/latencies.ts';
import type { Run } from '../drive/tally.ts';
import type { BooksReport } from '../scenarios/scenario.ts';
import type { Verdict } from './thresholds.ts';

/** What one measured run comes to, ready for JSON. */
export interface Measured {
  elapsedSeconds: number;
  offeredPerSecond: number;
  achievedPerSecond: number;
  sent: number;
  succeeded: number;
  unexpected: Record<string, number>;
  succeededByRequest: Record<string, number>;
  latencyMs: LatencySummary;
  /** CPU of every process of the mesh per right answer, and where it went. */
  cpuMsPerRequest: number;
  cpuMsPerRequestByProcess: Record<string, number>;
  generatorCpuMsPerRequest: number;
  /** 1 means the load generator itself was the limit. */
  generatorShareOfOneCore: number;
}

export interface Result extends Measured {
  scenario: string;
  startedAt: string;
  connections: number;
  rate: number | null;
  books: BooksReport | null;
  verdicts: Verdict[];
  passed: boolean;
}

const per = (amount: number, count: number): number => (count === 0 ? 0 : amount / count);

export function measuredOf(run: Run, cpuMs: ReadonlyMap<string, number>): Measured {
  const spent = [...cpuMs].filter(([, ms]) => ms > 0).toSorted(([, a], [, b]) => b - a);
  return {
    elapsedSeconds: run.elapsedMs / 1000,
    offeredPerSecond: run.offeredPerSecond,
    achievedPerSecond: achievedPerSecond(run),
    sent: run.sent,
    succeeded: run.succeeded,
    unexpected: Object.fromEntries(run.unexpected),
    succeededByRequest: Object.fromEntries(run.succeededByStep),
    latencyMs: run.latencies.summary(),
    cpuMsPerRequest: per(totalOf(cpuMs), run.succeeded),
    cpuMsPerRequestByProcess: Object.fromEntries(spent.map(([name, ms]) => [name, per(ms, run.succeeded)])),
    generatorCpuMsPerRequest: per(run.generatorCpuMs, run.succeeded),
    generatorShareOfOneCore: per(run.generatorCpuMs, run.elapsedMs),
  };
}

/** The numbers that thresholds.json may bound. */
export function boundable(measured: Measured, books: BooksReport | null): Record<string, number> {
  return {
    achievedPerSecond: measured.achievedPerSecond,
    p50Ms: measured.latencyMs.p50,
    p95Ms: measured.latencyMs.p95,
    p99Ms: measured.latencyMs.p99,
    cpuMsPerRequest: measured.cpuMsPerRequest,
    unexpectedAnswers: Object.values(measured.unexpected).reduce((sum, times) => sum + times, 0),
    bookProblems: books?.problems.length ?? 0,
  };
}
