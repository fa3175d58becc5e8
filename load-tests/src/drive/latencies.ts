import { createHistogram } from 'node:perf_hooks';

export interface LatencySummary {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Latencies {
  record: (milliseconds: number) => void;
  add: (other: Latencies) => void;
  count: () => number;
  percentile: (percent: number) => number;
  summary: () => LatencySummary;
  /** Node's own histogram, for `add`. */
  readonly microseconds: ReturnType<typeof createHistogram>;
}

/**
 * Latencies in milliseconds, kept in microseconds to three significant figures.
 * autocannon's own histogram counts whole milliseconds (a micro-cache hit is 0) and, when a rate is set, fills
 * gaps as if every connection sent each millisecond.
 */
export function createLatencies(): Latencies {
  const histogram = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 });
  const milliseconds = (microseconds: number) => microseconds / 1000;
  const percentile = (percent: number) =>
    histogram.count === 0 ? 0 : milliseconds(histogram.percentile(percent));
  return {
    microseconds: histogram,
    record: (value) => histogram.record(Math.max(1, Math.round(value * 1000))),
    add: (other) => histogram.add(other.microseconds),
    count: () => histogram.count,
    percentile,
    summary: () => ({
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      max: histogram.count === 0 ? 0 : milliseconds(histogram.max),
    }),
  };
}
