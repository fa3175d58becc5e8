import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { collectingTracer } from '../../testing/index.ts';
import { startSpan } from './active-span.ts';
import { endSpan, traceparentOfSpan } from './local-trace.ts';
import type { SpanStart } from './local-trace.ts';
import { continueTrace } from './trace.ts';
import { untraced } from './tracer.ts';
import type { RootOutcome } from './tracer.ts';

const traceId = 'ab'.repeat(16);
const caller = 'cd'.repeat(8);
const trace = () => continueTrace(`00-${traceId}-${caller}-00`);
const named = (name: string): SpanStart => ({ kind: 'client', describe: () => ({ name }) });
const ended = (changes: Partial<RootOutcome> = {}): RootOutcome => ({
  failed: false,
  describe: () => ({ name: 'GET /api/cups' }),
  ...changes,
});

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('what belongs to a trace', () => {
  it('is a tree: the root under its caller, and under it what the work set off', async () => {
    const { tracer, spans } = collectingTracer();
    const root = tracer.begin(trace(), 'server');
    await root.run(async () => {
      await Promise.resolve();
      const call = startSpan(named('POST payment'));
      jest.advanceTimersByTime(20);
      endSpan(call, true, { 'http.response.status_code': 503 });
      jest.advanceTimersByTime(5);
    });
    expect(root.end(ended())).toBe(true);

    const [server, client] = spans;
    expect(server).toMatchObject({
      traceId,
      parentId: caller,
      name: 'GET /api/cups',
      kind: 'server',
      status: 'ok',
    });
    expect(server).toMatchObject({ service: 'stock', replica: '1', durationMs: 25 });
    expect(client).toMatchObject({ traceId, parentId: server?.spanId, name: 'POST payment', durationMs: 20 });
    expect(client).toMatchObject({ status: 'error', attributes: { 'http.response.status_code': 503 } });
  });

  it('is passed on with its own span, and with what was decided', () => {
    const { tracer } = collectingTracer({ sampleRatio: 0 });
    const passedOn = (flags: string) =>
      tracer.begin(continueTrace(`00-${traceId}-${caller}-${flags}`), 'server').run(() => {
        const call = startSpan(named('call'));
        return call && traceparentOfSpan(call);
      });

    expect(passedOn('00')).toMatch(new RegExp(`^00-${traceId}-(?!${caller})[0-9a-f]{16}-00$`));
    expect(passedOn('01')).toMatch(/-01$/);
  });

  it('is nothing that happens for nobody', () => {
    expect(startSpan(named('housekeeping'))).toBeUndefined();
  });

  it('follows by itself when it ends after its root', () => {
    const { tracer, spans } = collectingTracer();
    const root = tracer.begin(trace(), 'server');
    const late = root.run(() => startSpan(named('DEL')));
    root.end(ended());
    expect(spans).toHaveLength(1);
    endSpan(late);
    expect(spans.map(({ parentId }) => parentId)).toEqual([caller, spans[0]?.spanId]);
  });

  it('is bounded, however much it sets off', () => {
    const { tracer, spans } = collectingTracer();
    const root = tracer.begin(trace(), 'server');
    root.run(() => {
      for (let n = 0; n < 1_000; n += 1) endSpan(startSpan(named('SELECT cups')));
    });
    root.end(ended());
    expect(spans.length).toBeLessThan(300);
  });
});

it('without anywhere to keep them there are no spans, and the trace goes on all the same', () => {
  const root = untraced.begin(trace(), 'server');
  expect(root.run(() => startSpan(named('call')))).toBeUndefined();
  expect(root.end(ended({ failed: true }))).toBe(false);
  expect(root.traceparent).toMatch(new RegExp(`^00-${traceId}-(?!${caller})[0-9a-f]{16}-00$`));
});

describe('of the traces nobody sampled', () => {
  const part = (work: () => void, outcome: RootOutcome) => {
    const { tracer, spans } = collectingTracer({ sampleRatio: 0, slowMs: 500 });
    const root = tracer.begin(trace(), 'server');
    root.run(() => {
      const call = startSpan(named('call'));
      work();
      endSpan(call);
    });
    return { kept: root.end(outcome), spans };
  };

  it('those that went well are forgotten, and nobody describes them', () => {
    const described = jest.fn(() => ({ name: 'never' }));
    expect(part(() => undefined, ended({ describe: described }))).toEqual({ kept: false, spans: [] });
    expect(described).not.toHaveBeenCalled();
  });

  it.each([
    ['failed', () => undefined, ended({ failed: true })],
    ['slow', () => jest.advanceTimersByTime(500), ended()],
    ['late', () => undefined, ended({ slow: true })],
    ['too rare to lose', () => undefined, ended({ always: true })],
  ])('those that are %s are kept whole', (_, work, outcome) => {
    const { kept, spans } = part(work, outcome);
    expect(kept).toBe(true);
    expect(spans).toHaveLength(2);
  });

  it('only so many a second are kept, for a mesh in trouble has thousands', () => {
    const { tracer } = collectingTracer({ sampleRatio: 0 });
    const keptOf = (howMany: number) =>
      Array.from({ length: howMany }, () =>
        tracer.begin(trace(), 'server').end(ended({ failed: true })),
      ).filter(Boolean).length;

    expect(keptOf(1_000)).toBe(10);
    jest.advanceTimersByTime(1_000);
    expect(keptOf(5)).toBe(5);
  });
});
