import { expect, test } from '@jest/globals';
import { continueTrace, traceparentOf } from './trace.ts';

const traceId = 'ab'.repeat(16);

test('a trace goes on with a span of our own', () => {
  const trace = continueTrace(`00-${traceId}-${'cd'.repeat(8)}-00`);

  expect(trace).toEqual({ traceId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/), flags: '00' });
  expect(trace.spanId).not.toBe('cd'.repeat(8));
  expect(traceparentOf(trace)).toBe(`00-${traceId}-${trace.spanId}-00`);
});

test.each([
  ['nothing', undefined],
  ['an empty header', ''],
  ['junk', 'hello'],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01`],
  ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['capitals', `00-${traceId.toUpperCase()}-${'cd'.repeat(8)}-01`],
  ['another version', `01-${traceId}-${'cd'.repeat(8)}-01`],
  ['more than a header holds', `00-${traceId}-${'cd'.repeat(8)}-01-x`],
])('%s starts a trace', (_, header) => {
  const trace = continueTrace(header);

  expect(trace.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  expect(trace.traceId).not.toBe(traceId);
});
