export type SpanKind = 'server' | 'client' | 'internal' | 'producer' | 'consumer';

/** Named like OpenTelemetry's semantic conventions; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanLink {
  traceId: string;
  spanId: string;
}

/** One piece of work that has ended, as it is written down and exported. */
export interface Span extends SpanLink {
  /** The span that set it off, here or in another process; null where the trace began. */
  parentId: string | null;
  name: string;
  kind: SpanKind;
  service: string;
  replica: string;
  /** Milliseconds since the epoch, with a fraction. */
  startMs: number;
  durationMs: number;
  status: 'ok' | 'error';
  attributes: Attributes;
  /** Spans of other traces that it had to do with. */
  links: readonly SpanLink[];
}

/** Where kept spans go. It never throws and never waits: what it cannot take, it drops and counts. */
export interface SpanSink {
  keep(spans: readonly Span[]): void;
  close(): Promise<void>;
}
