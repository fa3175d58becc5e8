import type { Context } from './context.ts';
import { remainingMs } from './context.ts';
import { activeSpan, startSpan } from './tracing/active-span.ts';
import type { OpenSpan } from './tracing/local-trace.ts';
import { endSpan } from './tracing/local-trace.ts';

export interface GatherOptions<Key, Answer> {
  /** One question for many keys. Its context is that of the first who asked, with the deadline of the most patient. */
  ask(keys: readonly Key[], context: Context): Promise<Answer>;
  /** Most keys of one question. */
  most: number;
  /** Two questions leave at least this far apart, in ms; so long may a caller wait for others. */
  spacingMs: number;
}

interface Question<Key, Answer> {
  keys: Set<Key>;
  context: Context;
  /** Of the first who asked: the question is part of its trace. */
  asker: OpenSpan | undefined;
  answer: Promise<Answer>;
  leave(): void;
}

/**
 * Puts together what is asked at the same time. A caller who comes alone is asked for at once; those who come close
 * behind gather and share one question. Under load a request costs the callee its keys, not a call.
 */
export function gather<Key, Answer>({ ask, most, spacingMs }: GatherOptions<Key, Answer>) {
  let nextLeavesAt = 0;
  let gathering: Question<Key, Answer> | undefined;

  function open(context: Context): Question<Key, Answer> {
    const leaving = Promise.withResolvers<void>();
    const timer = setTimeout(leaving.resolve, Math.max(0, nextLeavesAt - performance.now()));
    const question: Question<Key, Answer> = {
      keys: new Set(),
      context,
      asker: activeSpan(),
      leave: leaving.resolve,
      answer: leaving.promise.then(() => {
        clearTimeout(timer);
        if (gathering === question) gathering = undefined;
        nextLeavesAt = performance.now() + spacingMs;
        return ask([...question.keys], question.context);
      }),
    };
    return question;
  }

  return (keys: readonly Key[], context: Context): Promise<Answer> => {
    remainingMs(context);
    if (gathering !== undefined && new Set([...gathering.keys, ...keys]).size > most) {
      gathering.leave();
      gathering = undefined;
    }
    const isFirst = gathering === undefined;
    gathering ??= open(context);
    for (const key of keys) gathering.keys.add(key);
    const deadline = Math.max(gathering.context.deadline, context.deadline);
    gathering.context = { ...gathering.context, deadline };
    if (performance.now() >= nextLeavesAt) gathering.leave();
    return isFirst ? gathering.answer : shared(gathering);
  };
}

/** The question is part of another's trace: this one says which. */
async function shared<Answer>({ asker, answer }: Pick<Question<unknown, Answer>, 'asker' | 'answer'>) {
  const span = startSpan({
    kind: 'internal',
    describe: () => ({ name: 'asked together with others' }),
    links: asker === undefined ? [] : [{ traceId: asker.trace.traceId, spanId: asker.spanId }],
  });
  try {
    const answered = await answer;
    endSpan(span);
    return answered;
  } catch (error) {
    endSpan(span, true);
    throw error;
  }
}
