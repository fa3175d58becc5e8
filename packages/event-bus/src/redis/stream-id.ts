/** Ids of stream entries read `milliseconds-sequence` by the broker's clock, and only ever grow. */
export type StreamId = string;

/** Head of a stream that never had an entry, or is not there. */
export const NOWHERE: StreamId = '0-0';

/** Negative when `a` is older than `b`, 0 when they are the same. */
export function compareStreamIds(a: StreamId, b: StreamId): number {
  const [aMs, aSequence] = partsOf(a);
  const [bMs, bSequence] = partsOf(b);
  if (aMs !== bMs) return aMs < bMs ? -1 : 1;
  if (aSequence === bSequence) return 0;
  return aSequence < bSequence ? -1 : 1;
}

/** An id that no entry up to `id` has; needs no clock. */
export function idAfter(id: StreamId): StreamId {
  return `${partsOf(id)[0] + 1n}-0`;
}

function partsOf(id: StreamId): [bigint, bigint] {
  const [ms = '0', sequence = '0'] = id.split('-');
  return [BigInt(ms), BigInt(sequence)];
}
