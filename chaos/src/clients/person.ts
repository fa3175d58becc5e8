import type { Product, Reply } from '@comptoir/load-tests/mesh';
import type { Habits } from './cards.ts';
import type { Felt } from './felt.ts';
import type { Decision, Journal } from './journal.ts';
import { codeOf, persist, tillPatience, type FailedTry, type Outcome } from './persist.ts';
import type { Post, Shop } from './shop.ts';

/** Somebody at a post, and everything their actions need. */
export interface Person {
  post: Post;
  shop: Shop;
  journal: Journal;
  /** What customers are like at this moment. */
  habits: () => Habits;
  feel: (felt: Felt) => void;
}

export type Action = (person: Person) => Promise<void>;

export interface Ask {
  what: string;
  isWrite: boolean;
  send: () => Promise<Reply>;
  /** Codes of refusals that the story explains. */
  refusals?: readonly string[];
  /** Another way to the same end, and when to take it. */
  otherwise?: { enough: (failed: readonly FailedTry[]) => boolean; send: () => Promise<Reply> };
}

/** Does one thing until it is decided and tells how it felt. Answers the last reply, if there was one. */
export async function act(person: Person, ask: Ask): Promise<Reply | undefined> {
  const { what, isWrite, refusals = [] } = ask;
  const outcome = await oneWayOrTheOther(ask);
  const { reply } = outcome;
  const expected = reply === undefined || reply.status < 300 || refusals.includes(codeOf(reply) ?? '');
  const wrong = expected ? undefined : `${reply.status} ${codeOf(reply) ?? ''} for ${what}`;
  person.feel({ ...outcome, what, isWrite, wrong });
  return reply;
}

async function oneWayOrTheOther({ send, otherwise }: Ask): Promise<Outcome> {
  const first = await persist(send, { ...tillPatience, ...(otherwise && { enough: otherwise.enough }) });
  if (first.reply !== undefined || otherwise?.enough(first.failed) !== true) return first;
  const second = await persist(otherwise.send);
  return { ...second, startedAt: first.startedAt, failed: [...first.failed, ...second.failed] };
}

export const decisionOf = (reply: Reply): Decision => ({ status: reply.status, code: codeOf(reply) });

export function any<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** One to three different products. */
export function anyBasket(products: readonly Product[]): { product: Product; quantity: number }[] {
  const wanted = new Set(Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => any(products)));
  return [...wanted].map((product) => ({ product, quantity: Math.random() < 0.8 ? 1 : 2 }));
}
