import { expect, test } from '@jest/globals';
import { continueTrace, isSampled, traceparentOf } from './trace.ts';

const traceId = 'ab'.repeat(16);
const parentId = 'cd'.repeat(8);

test.each([
  ['00', false],
  ['01', true],
  ['03', true],
])('a trace with flags %s goes on with a span of our own', (flags, sampled) => {
  const trace = continueTrace(`00-${traceId}-${parentId}-${flags}`);

  expect(trace).toEqual({ traceId, parentId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/), sampled });
  expect(trace.spanId).not.toBe(parentId);
  expect(traceparentOf(trace)).toBe(`00-${traceId}-${trace.spanId}-${sampled ? '01' : '00'}`);
});

test.each([
  ['nothing', undefined],
  ['an empty header', ''],
  ['junk', 'hello'],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
  ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['capitals', `00-${traceId.toUpperCase()}-${parentId}-01`],
  ['another version', `01-${traceId}-${parentId}-01`],
  ['more than a header holds', `00-${traceId}-${parentId}-01-x`],
])('%s starts a trace', (_, header) => {
  const trace = continueTrace(header);

  expect(trace.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  expect(trace.traceId).not.toBe(traceId);
  expect(trace).toMatchObject({ parentId: null, sampled: false });
});

test('the id of a trace decides whether it is kept, and the ratio how many are', () => {
  expect(isSampled(traceId, 0)).toBe(false);
  expect(isSampled('0'.repeat(32), 0)).toBe(false);
  expect(isSampled('f'.repeat(32), 1)).toBe(true);

  const kept = Array.from({ length: 20_000 }, () => continueTrace(undefined).traceId).filter((id) =>
    isSampled(id, 0.1),
  );
  expect(kept.length).toBeGreaterThan(1_600);
  expect(kept.length).toBeLessThan(2_400);
  expect(kept.every((id) => isSampled(id, 0.2))).toBe(true);
});
