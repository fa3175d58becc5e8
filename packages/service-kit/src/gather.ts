import type { Context } from './context.ts';
import { remainingMs } from './context.ts';
import { activeSpan, startSpan } from './tracing/active-span.ts';
import type { OpenSpan } from './tracing/local-trace.ts';
import { endSpan } from './tracing/local-trace.ts';

export interface GatherOptions<Item, Answer> {
  /**
   * One question for many items. Answers how to read each item's part, which may throw for that item alone. Its
   * context is that of the first who asked, with the deadline of the most patient, and without an actor once it is
   * asked for more than one person.
   */
  ask(items: readonly Item[], context: Context): Promise<(item: Item) => Answer>;
  /** What an item adds to a question. */
  weigh(item: Item): number;
  /** Most weight of one question; an item that is heavier goes alone. */
  most: number;
  /** Two questions leave this far apart, in ms, unless one is full; so long may a caller wait for others. */
  spacingMs: number;
}

interface Question<Item, Answer> {
  items: Item[];
  weight: number;
  context: Context;
  /** Of the first who asked: the question is part of its trace. */
  asker: OpenSpan | undefined;
  answer: Promise<(item: Item) => Answer>;
  leave(): void;
}

/**
 * Puts together what is asked at the same time. A caller who comes alone is asked for at once; those who come close
 * behind gather and share one question. Under load a request costs the callee its items, not a call.
 */
export function gather<Item, Answer>({ ask, weigh, most, spacingMs }: GatherOptions<Item, Answer>) {
  let nextLeavesAt = 0;
  let gathering: Question<Item, Answer> | undefined;

  function open(context: Context): Question<Item, Answer> {
    const leaving = Promise.withResolvers<void>();
    const timer = setTimeout(leaving.resolve, Math.max(0, nextLeavesAt - performance.now()));
    const question: Question<Item, Answer> = {
      items: [],
      weight: 0,
      context,
      asker: activeSpan(),
      leave: leaving.resolve,
      answer: leaving.promise.then(() => {
        clearTimeout(timer);
        if (gathering === question) gathering = undefined;
        nextLeavesAt = performance.now() + spacingMs;
        return ask(question.items, question.context);
      }),
    };
    return question;
  }

  function makeRoomFor(weight: number): void {
    if (gathering === undefined || gathering.weight + weight <= most) return;
    gathering.leave();
    gathering = undefined;
  }

  return async (item: Item, context: Context): Promise<Answer> => {
    remainingMs(context);
    const weight = weigh(item);
    makeRoomFor(weight);
    const isFirst = gathering === undefined;
    gathering ??= open(context);
    gathering.items.push(item);
    gathering.weight += weight;
    gathering.context = forBoth(gathering.context, context);
    if (performance.now() >= nextLeavesAt) gathering.leave();
    const partOf = await (isFirst ? gathering.answer : shared(gathering));
    // The question may have had more time than this caller.
    remainingMs(context);
    return partOf(item);
  };
}

function forBoth(first: Context, other: Context): Context {
  const { actor, ...rest } = first;
  const deadline = Math.max(first.deadline, other.deadline);
  return actor?.sub === other.actor?.sub ? { ...first, deadline } : { ...rest, deadline };
}

/** The question is part of another's trace: this one says which. */
async function shared<Answer>({ asker, answer }: { asker: OpenSpan | undefined; answer: Promise<Answer> }) {
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
