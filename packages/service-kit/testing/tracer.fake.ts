import type { Span } from '../src/tracing/span.ts';
import { createTracer } from '../src/tracing/tracer.ts';
import type { TracerOptions } from '../src/tracing/tracer.ts';

/** A tracer that keeps every trace, in a list. */
export function collectingTracer(options: Partial<Omit<TracerOptions, 'keep'>> = {}) {
  const spans: Span[] = [];
  const tracer = createTracer({
    service: 'stock',
    replica: '1',
    sampleRatio: 1,
    slowMs: 60_000,
    keep: (kept) => spans.push(...kept),
    ...options,
  });
  return { tracer, spans };
}
