import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { backgroundContext } from './context.ts';
import type { Context } from './context.ts';
import { gather } from './gather.ts';

const contextOf = (traceId: string, budgetMs = 1_000): Context =>
  backgroundContext({ trace: { traceId, traceparent: traceId }, log: pino({ level: 'silent' }), budgetMs });

/** A callee that answers when it is told to, and remembers what it was asked. */
function callee({ most = 10, spacingMs = 20 } = {}) {
  const asked: { keys: readonly string[]; context: Context; answer: PromiseWithResolvers<string> }[] = [];
  const ask = gather<string, string>({
    most,
    spacingMs,
    ask: (keys, context) => {
      const answer = Promise.withResolvers<string>();
      asked.push({ keys, context, answer });
      return answer.promise;
    },
  });
  return { ask, asked, keys: () => asked.map(({ keys }) => keys) };
}

const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const settled = () => after(0);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('gather', () => {
  it('asks at once for a caller who is alone', async () => {
    const { ask, asked, keys } = callee();
    const answer = ask(['a'], contextOf('1'));
    await settled();
    expect(keys()).toEqual([['a']]);
    asked[0]?.answer.resolve('answered');
    await expect(answer).resolves.toBe('answered');
  });

  it('gathers those who come close behind, each key once, and asks for them together', async () => {
    const { ask, asked, keys } = callee();
    const first = ask(['a'], contextOf('1'));
    await settled();
    const second = ask(['b', 'c'], contextOf('2'));
    const third = ask(['c', 'd'], contextOf('3'));
    await settled();
    expect(keys()).toEqual([['a']]);

    await after(40);
    expect(keys()).toEqual([['a'], ['b', 'c', 'd']]);
    asked[0]?.answer.resolve('first');
    asked[1]?.answer.resolve('shared');
    await expect(Promise.all([first, second, third])).resolves.toEqual(['first', 'shared', 'shared']);
  });

  it('goes under the trace of the first and by the deadline of the most patient', async () => {
    const { ask, asked } = callee();
    const patient = contextOf('3', 5_000);
    const answers = [ask(['a'], contextOf('1')), ask(['b'], patient)];
    await settled();
    expect(asked[0]?.context).toMatchObject({ traceId: '1', deadline: patient.deadline });
    asked[0]?.answer.resolve('shared');
    await Promise.all(answers);
  });

  it('does not wait behind a callee that hangs, nor once the space has passed', async () => {
    const { ask, keys } = callee();
    void ask(['a'], contextOf('1'));
    await after(40);
    void ask(['b'], contextOf('2'));
    await settled();
    expect(keys()).toEqual([['a'], ['b']]);
  });

  it('never asks for more keys at once than it may', async () => {
    const { ask, keys } = callee({ most: 2, spacingMs: 100 });
    void ask(['a'], contextOf('1'));
    await settled();
    void ask(['b', 'c'], contextOf('2'));
    void ask(['c', 'd'], contextOf('3'));
    await settled();
    expect(keys()).toEqual([['a'], ['b', 'c']]);
    await after(150);
    expect(keys()).toEqual([['a'], ['b', 'c'], ['c', 'd']]);
  });

  it('tells a failure to each who shared the question, and to nobody after', async () => {
    const { ask, asked } = callee();
    const answers = [ask(['a'], contextOf('1')), ask(['b'], contextOf('2'))];
    await settled();
    asked[0]?.answer.reject(new Error('no answer'));
    const outcomes = await Promise.allSettled(answers);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

    const later = ask(['c'], contextOf('3'));
    await after(40);
    asked[1]?.answer.resolve('answered');
    await expect(later).resolves.toBe('answered');
  });

  it('refuses a caller whose time has run out', () => {
    const { ask, keys } = callee();
    expect(() => ask(['a'], contextOf('1', -1))).toThrow('time');
    expect(keys()).toEqual([]);
  });
});
