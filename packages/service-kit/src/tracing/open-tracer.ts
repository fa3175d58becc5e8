import type { BaseConfig } from '../config.ts';
import { otlpExporter } from './otlp.ts';
import type { SpanSink } from './span.ts';
import { spanFile } from './span-file.ts';
import type { TraceMetrics } from './trace-metrics.ts';
import { traceDrivers } from './traced-drivers.ts';
import type { Tracer } from './tracer.ts';
import { createTracer, untraced } from './tracer.ts';

export interface OpenTracer {
  tracer: Tracer;
  /** The last spans reach where they go. */
  close(): Promise<void>;
}

/** The tracer of this process, writing to wherever its configuration says: a file, a collector, both, or nowhere. */
export function openTracer(config: BaseConfig, metrics: TraceMetrics): OpenTracer {
  const { TRACE_FILE: file, OTLP_ENDPOINT: endpoint } = config;
  const { dropped: onDropped } = metrics;
  const sinks: SpanSink[] = [];
  if (file !== undefined) sinks.push(spanFile({ file, onDropped }));
  if (endpoint !== undefined) sinks.push(otlpExporter({ endpoint, onDropped }));
  if (sinks.length === 0) return { tracer: untraced, close: () => Promise.resolve() };
  traceDrivers();
  return {
    tracer: createTracer({
      service: config.SERVICE_NAME,
      replica: config.REPLICA,
      sampleRatio: config.TRACE_SAMPLE_RATIO,
      slowMs: config.TRACE_SLOW_MS,
      keep: (spans) => {
        metrics.kept(spans.length);
        for (const sink of sinks) sink.keep(spans);
      },
    }),
    close: async () => {
      await Promise.all(sinks.map((sink) => sink.close()));
    },
  };
}
