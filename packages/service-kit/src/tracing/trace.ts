import { randomFillSync } from 'node:crypto';

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 0x01;

/** W3C Trace Context: a trace (32 hex digits), our own span in it (16), and the span that set ours off. */
export interface Trace {
  traceId: string;
  spanId: string;
  /** Null when nobody did: the trace begins here. */
  parentId: string | null;
  /** Somebody before us decided that this trace is kept. */
  sampled: boolean;
}

/** Continues the caller's trace with a span of our own; starts one when there is none or it is junk. */
export function continueTrace(traceparent: string | undefined): Trace {
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  const [, traceId, parentId, flags] = match ?? [];
  if (traceId === undefined || parentId === undefined || flags === undefined) {
    return { traceId: randomHex(16), spanId: newSpanId(), parentId: null, sampled: false };
  }
  return { traceId, spanId: newSpanId(), parentId, sampled: (parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

export function traceparentOf({ traceId, spanId, sampled }: Omit<Trace, 'parentId'>): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/**
 * Whether a trace is one of the `ratio` (0 to 1) that are kept from the start. Its id decides: every process that is
 * asked says the same. The last digits are the random ones of every version of the id.
 */
export function isSampled(traceId: string, ratio: number): boolean {
  return parseInt(traceId.slice(-8), 16) < ratio * 2 ** 32;
}

export function newSpanId(): string {
  return randomHex(8);
}

// One question to the kernel for many ids: asked for each, it took 2 % of a small request.
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
