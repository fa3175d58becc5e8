import { openHttpPool } from '../http-pool.ts';
import type { Attributes, Span, SpanKind, SpanLink } from './span.ts';
import type { SpanQueueOptions } from './span-queue.ts';
import { spanQueue } from './span-queue.ts';

export interface OtlpOptions extends Pick<SpanQueueOptions, 'onDropped'> {
  /** Where OTLP over HTTP is taken, like `http://tempo:4318/v1/traces`. */
  endpoint: string;
}

const TIMEOUT_MS = 5_000;
/** Numbers of the enums in OpenTelemetry's trace.proto. */
const KINDS: Record<SpanKind, number> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const STATUSES = { ok: 0, error: 2 } as const;

/** Sends spans to a collector, in the JSON encoding of the OpenTelemetry protocol. */
export function otlpExporter({ endpoint, onDropped }: OtlpOptions) {
  const { origin, pathname, search } = new URL(endpoint);
  const collector = openHttpPool(origin, { connections: 1 });
  return spanQueue({
    onDropped,
    send: async (spans) => {
      const body = JSON.stringify(exportRequest(spans));
      const headers = { 'content-type': 'application/json' };
      const request = { method: 'POST', path: `${pathname}${search}`, headers, body } as const;
      const { status } = await collector.ask(request, TIMEOUT_MS);
      if (status >= 300) throw new Error(`the collector answered ${status}`);
    },
  });
}

/** An `ExportTraceServiceRequest`. All spans of one queue come from one process. */
export function exportRequest(spans: readonly Span[]) {
  const [first] = spans;
  const resource = {
    'service.namespace': 'comptoir',
    'service.name': first?.service,
    'service.instance.id': first && `${first.service}-${first.replica}`,
  };
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [{ scope: { name: 'comptoir' }, spans: spans.map(otlpSpan) }],
      },
    ],
  };
}

function otlpSpan({ traceId, spanId, parentId, name, kind, startMs, durationMs, status, ...span }: Span) {
  return {
    traceId,
    spanId,
    ...(parentId === null ? {} : { parentSpanId: parentId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(startMs + durationMs),
    attributes: keyValues(span.attributes),
    links: span.links.map((link: SpanLink) => ({ traceId: link.traceId, spanId: link.spanId })),
    status: { code: STATUSES[status] },
  };
}

/** 64-bit numbers are strings in the protocol's JSON. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1_000_000)));
}

function keyValues(attributes: Attributes) {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
