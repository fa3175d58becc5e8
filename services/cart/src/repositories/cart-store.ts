import { createHash } from 'node:crypto';
import { AppError } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Cart } from '../domain/cart.ts';
import { isRefusal, refused } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { KeptCart } from './cart-text.ts';
import { keptCartOf } from './cart-text.ts';

type Argument = string | number;

/** redis-data as the repositories use it: every question throws 503 `cart.unavailable` when it cannot answer. */
export interface CartStore {
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>;
  read(id: string): Promise<KeptCart | undefined>;
  /** A script on one cart: answers its text, or throws the refusal that the script answers. */
  script(text: string): (id: string, ...args: Argument[]) => Promise<string>;
  /** A script that begins by looking who asks, and ends with the cart as it is then. */
  visit(text: string): (id: string, visitor: Visitor, now: Date, ...args: Argument[]) => Promise<Cart>;
}

/** What Redis says of our own mistakes; everything else it says, or does not say, means that it cannot serve now. */
const OUR_FAULT = /^(ERR|WRONGTYPE)/;

const keyOf = (id: string) => `carts:${id}`;
const answer = z.string();

export function cartStore(redis: Redis): CartStore {
  const ask: CartStore['ask'] = async (question) => {
    // A command would wait for the next attempt to connect: a visitor should not.
    if (redis.status === 'reconnecting' || redis.status === 'end') throw unavailable();
    try {
      return await question(redis);
    } catch (error) {
      if (error instanceof AppError || (error instanceof Error && OUR_FAULT.test(error.message))) throw error;
      throw unavailable(error);
    }
  };
  const script: CartStore['script'] = (text) => {
    const digest = createHash('sha1').update(text).digest('hex');
    return async (id, ...args) => {
      const reply = await ask(() =>
        redis.evalsha(digest, 1, keyOf(id), ...args).catch((error: unknown) => {
          // A Redis that does not know the script, or no longer, is sent its text once.
          if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
          return redis.eval(text, 1, keyOf(id), ...args);
        }),
      );
      const said = answer.parse(reply);
      if (isRefusal(said)) throw refused(said);
      return said;
    };
  };

  return {
    ask,
    read: async (id) => {
      const text = await ask(() => redis.get(keyOf(id)));
      return text === null ? undefined : keptCartOf(id, text);
    },
    script,
    visit: (text) => {
      const run = script(text);
      return async (id, { owner, boundTo }, now, ...args) =>
        keptCartOf(id, await run(id, owner ?? '', boundTo ?? '*', now.getTime(), ...args)).cart;
    },
  };
}

function unavailable(cause?: unknown): AppError {
  return new AppError('unavailable', 'cart.unavailable', 'Carts cannot be reached right now.', {
    cause,
    retryAfterSeconds: 1,
  });
}
