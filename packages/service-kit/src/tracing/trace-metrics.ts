import { Counter } from 'prom-client';
import type { MetricsRegistry } from '../metrics-registry.ts';

export interface TraceMetrics {
  kept(spans: number): void;
  dropped(spans: number): void;
}

export function traceMetrics(registry: MetricsRegistry): TraceMetrics {
  const spans = new Counter({
    name: 'trace_spans_total',
    help: 'Spans of traces that were kept, and those of them that were lost on the way out.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of ['kept', 'dropped']) spans.inc({ outcome }, 0);
  return {
    kept: (count) => {
      spans.inc({ outcome: 'kept' }, count);
    },
    dropped: (count) => {
      spans.inc({ outcome: 'dropped' }, count);
    },
  };
}
