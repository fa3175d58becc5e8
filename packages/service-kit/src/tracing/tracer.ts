import { inside } from './active-span.ts';
import type { Description, LocalTrace } from './local-trace.ts';
import { endSpan, finishedSpans, openSpan, traceparentOfSpan } from './local-trace.ts';
import type { Span, SpanKind } from './span.ts';
import type { Trace } from './trace.ts';
import { isSampled, traceparentOf } from './trace.ts';

export interface TracerOptions {
  service: string;
  replica: string;
  /** Share of the traces that are kept from the start, 0 to 1. */
  sampleRatio: number;
  /** A trace whose part here took this long, in ms, is kept whether it was sampled or not. */
  slowMs: number;
  /** Takes the spans of a trace that is kept; it never throws and never waits. */
  keep(spans: readonly Span[]): void;
}

/** This process's part of a trace while it runs. */
export interface RootSpan {
  traceparent: string;
  sampled: boolean;
  /** Whatever `work` sets off becomes part of the trace. */
  run<T>(work: () => T): T;
  /** Ends this part, and decides: kept when it was sampled, failed, or slow. Answers what was decided. */
  end(outcome: RootOutcome): boolean;
}

export interface RootOutcome {
  failed: boolean;
  /** Asked only when the trace is kept. */
  describe(): Description;
  /** Slow by another measure than this process's own part. */
  slow?: boolean;
  /** Too rare to lose. */
  always?: boolean;
}

export interface Tracer {
  /** `startedAt` of `performance.now()`, when it began before now. */
  begin(trace: Trace, kind: SpanKind, startedAt?: number): RootSpan;
}

/** Slow and failed traces a second that are kept although nobody sampled them: a mesh in trouble has many. */
const UNSAMPLED_PER_SECOND = 10;

/** Every trace is recorded until its root ends; only then is it known whether it is worth keeping. */
export function createTracer({ service, replica, sampleRatio, slowMs, keep }: TracerOptions): Tracer {
  const mayKeep = perSecond(UNSAMPLED_PER_SECOND);

  return {
    begin: ({ traceId, spanId, parentId, sampled: decided }, kind, startedAt) => {
      const sampled = decided || isSampled(traceId, sampleRatio);
      const trace: LocalTrace = { traceId, service, replica, sampled, spans: [], destination: undefined };
      const root = openSpan(trace, parentId, { kind, describe: unnamed }, spanId);
      if (startedAt !== undefined) root.startedAt = startedAt;
      return {
        traceparent: traceparentOfSpan(root),
        sampled,
        run: (work) => inside(root, work),
        end: ({ failed, describe, slow = false, always = false }) => {
          endSpan(root, failed);
          const isSlow = slow || performance.now() - root.startedAt >= slowMs;
          const kept = sampled || always || ((failed || isSlow) && mayKeep());
          if (kept) {
            root.describe = describe;
            keep(finishedSpans(trace));
          }
          trace.destination = kept ? keep : null;
          // Sockets that this trace opened remember it for as long as they live.
          trace.spans = [];
          return kept;
        },
      };
    },
  };
}

/** For a process whose spans go nowhere: the trace goes on in headers and logs, and costs nothing else. */
export const untraced: Tracer = {
  begin: (trace) => ({
    traceparent: traceparentOf(trace),
    sampled: trace.sampled,
    run: (work) => work(),
    end: () => false,
  }),
};

const unnamed = (): Description => ({ name: '' });

function perSecond(most: number): () => boolean {
  let second = 0;
  let taken = 0;
  return () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, taken] = [now, 0];
    taken += 1;
    return taken <= most;
  };
}
