import type { Attributes, Span, SpanKind, SpanLink } from './span.ts';
import { newSpanId, traceparentOf } from './trace.ts';

/** A span while it runs. Cheap: most are thrown away with their trace. Times are of `performance.now()`. */
export interface OpenSpan {
  trace: LocalTrace;
  spanId: string;
  parentId: string | null;
  kind: SpanKind;
  startedAt: number;
  endedAt: number | undefined;
  failed: boolean;
  /** Asked only when the span is kept. */
  describe: () => Description;
  outcome: Attributes | undefined;
  links: readonly SpanLink[];
}

export interface Description {
  name: string;
  attributes?: Attributes;
}

/** What one process has to do with one trace, from the request that came in to the last thing it set off. */
export interface LocalTrace {
  traceId: string;
  service: string;
  replica: string;
  sampled: boolean;
  spans: OpenSpan[];
  /** Undefined until its root has ended; then where late spans go, or null when the trace was thrown away. */
  destination: ((spans: readonly Span[]) => void) | null | undefined;
}

export type SpanStart = Pick<OpenSpan, 'kind' | 'describe'> & Partial<Pick<OpenSpan, 'links'>>;

const NO_LINKS: readonly SpanLink[] = [];
/** More spans than this of one trace in one process tell nothing new, and must not fill the memory. */
const MOST_SPANS = 256;

export function openSpan(
  trace: LocalTrace,
  parentId: string | null,
  { kind, describe, links = NO_LINKS }: SpanStart,
  spanId = newSpanId(),
): OpenSpan {
  const span: OpenSpan = {
    trace,
    spanId,
    parentId,
    kind,
    startedAt: performance.now(),
    endedAt: undefined,
    failed: false,
    describe,
    outcome: undefined,
    links,
  };
  if (trace.destination === undefined && trace.spans.length < MOST_SPANS) trace.spans.push(span);
  return span;
}

export function endSpan(span: OpenSpan | undefined, failed = false, outcome?: Attributes): void {
  if (span === undefined) return;
  span.endedAt = performance.now();
  span.failed = failed;
  span.outcome = outcome;
  // The trace has been kept already: what ends after its root follows by itself.
  span.trace.destination?.([finished(span, span.endedAt)]);
}

/** What has ended of a trace, written out; what still runs will follow by itself. */
export function finishedSpans({ spans }: LocalTrace): Span[] {
  return spans.flatMap((span) => (span.endedAt === undefined ? [] : [finished(span, span.endedAt)]));
}

export function traceparentOfSpan({ trace: { traceId, sampled }, spanId }: OpenSpan): string {
  return traceparentOf({ traceId, spanId, sampled });
}

function finished(span: OpenSpan, endedAt: number): Span {
  const { traceId, service, replica } = span.trace;
  const { name, attributes } = span.describe();
  return {
    traceId,
    spanId: span.spanId,
    parentId: span.parentId,
    name,
    kind: span.kind,
    service,
    replica,
    startMs: rounded(performance.timeOrigin + span.startedAt),
    durationMs: rounded(endedAt - span.startedAt),
    status: span.failed ? 'error' : 'ok',
    attributes: { ...attributes, ...span.outcome },
    links: span.links,
  };
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
