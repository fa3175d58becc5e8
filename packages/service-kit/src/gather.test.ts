import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { backgroundContext } from './context.ts';
import type { Context } from './context.ts';
import { gather } from './gather.ts';

const contextOf = (traceId: string, budgetMs = 1_000): Context =>
  backgroundContext({ trace: { traceId, traceparent: traceId }, log: pino({ level: 'silent' }), budgetMs });

type Part = (item: string[]) => string;
/** What a callee says to each: its own question back. */
const echo: Part = (item) => `answered ${item.join()}`;

/** A callee that answers when it is told to, and remembers what it was asked. */
function callee({ most = 10, spacingMs = 20 } = {}) {
  const asked: { items: readonly string[][]; context: Context; answer: PromiseWithResolvers<Part> }[] = [];
  const ask = gather<string[], string>({
    most,
    spacingMs,
    weigh: (item) => item.length,
    ask: (items, context) => {
      const answer = Promise.withResolvers<Part>();
      asked.push({ items, context, answer });
      return answer.promise;
    },
  });
  return { ask, asked, items: () => asked.map(({ items }) => items) };
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
    const { ask, asked, items } = callee();
    const answer = ask(['a'], contextOf('1'));
    await settled();
    expect(items()).toEqual([[['a']]]);
    asked[0]?.answer.resolve(echo);
    await expect(answer).resolves.toBe('answered a');
  });

  it('gathers those who come close behind, asks for them together, and tells each its part', async () => {
    const { ask, asked, items } = callee();
    const first = ask(['a'], contextOf('1'));
    await settled();
    const second = ask(['b', 'c'], contextOf('2'));
    const third = ask(['c', 'd'], contextOf('3'));
    await settled();
    expect(items()).toEqual([[['a']]]);

    await after(40);
    expect(items()).toEqual([
      [['a']],
      [
        ['b', 'c'],
        ['c', 'd'],
      ],
    ]);
    asked[0]?.answer.resolve(echo);
    asked[1]?.answer.resolve(echo);
    const answers = ['answered a', 'answered b,c', 'answered c,d'];
    await expect(Promise.all([first, second, third])).resolves.toEqual(answers);
  });

  it('goes under the trace of the first and by the deadline of the most patient', async () => {
    const { ask, asked } = callee();
    const patient = contextOf('3', 5_000);
    const answers = [ask(['a'], contextOf('1')), ask(['b'], patient)];
    await settled();
    expect(asked[0]?.context).toMatchObject({ traceId: '1', deadline: patient.deadline });
    asked[0]?.answer.resolve(echo);
    await Promise.all(answers);
  });

  it('names an actor only when all who share it are the same person', async () => {
    const { ask, asked } = callee({ spacingMs: 20 });
    const by = (sub: string): Context => ({ ...contextOf(sub), actor: { sub, role: 'clerk' } });
    void ask(['a'], by('lea'));
    void ask(['b'], by('lea'));
    await after(40);
    void ask(['c'], by('lea'));
    void ask(['d'], by('max'));
    await settled();
    expect(asked.map(({ context }) => context.actor?.sub)).toEqual(['lea', undefined]);
  });

  it('does not wait behind a callee that hangs, nor once the space has passed', async () => {
    const { ask, items } = callee();
    void ask(['a'], contextOf('1'));
    await after(40);
    void ask(['b'], contextOf('2'));
    await settled();
    expect(items()).toEqual([[['a']], [['b']]]);
  });

  it('never asks for more at once than it may', async () => {
    const { ask, items } = callee({ most: 3, spacingMs: 100 });
    void ask(['a'], contextOf('1'));
    await settled();
    void ask(['b', 'c'], contextOf('2'));
    void ask(['d', 'e'], contextOf('3'));
    await settled();
    expect(items()).toEqual([[['a']], [['b', 'c']]]);
    await after(150);
    expect(items()).toEqual([[['a']], [['b', 'c']], [['d', 'e']]]);
  });

  it('lets one who asks for more than that go alone', async () => {
    const { ask, items } = callee({ most: 2, spacingMs: 100 });
    void ask(['a'], contextOf('1'));
    await settled();
    void ask(['b'], contextOf('2'));
    void ask(['c', 'd', 'e'], contextOf('3'));
    void ask(['f'], contextOf('4'));
    await after(150);
    expect(items()).toEqual([[['a']], [['b']], [['c', 'd', 'e']], [['f']]]);
  });

  it('holds each to its own time, though another who shares has more', async () => {
    const { ask, asked } = callee();
    const hurried = ask(['a'], contextOf('1', 30));
    const patient = ask(['b'], contextOf('2', 5_000));
    await after(40);
    asked[0]?.answer.resolve(echo);
    await expect(Promise.allSettled([hurried, patient])).resolves.toMatchObject([
      { status: 'rejected', reason: { kind: 'timeout' } },
      { status: 'fulfilled', value: 'answered b' },
    ]);
  });

  it('refuses one alone where the answer says so', async () => {
    const { ask, asked } = callee();
    const answers = [ask(['a'], contextOf('1')), ask(['b'], contextOf('2'))];
    await settled();
    asked[0]?.answer.resolve((item) => {
      if (item.includes('b')) throw new Error('not for b');
      return echo(item);
    });
    await expect(Promise.allSettled(answers)).resolves.toMatchObject([
      { status: 'fulfilled', value: 'answered a' },
      { status: 'rejected', reason: new Error('not for b') },
    ]);
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
    asked[1]?.answer.resolve(echo);
    await expect(later).resolves.toBe('answered c');
  });

  it('refuses a caller whose time has run out', async () => {
    const { ask, items } = callee();
    await expect(ask(['a'], contextOf('1', -1))).rejects.toThrow('time');
    expect(items()).toEqual([]);
  });
});
