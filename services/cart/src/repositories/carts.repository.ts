import type { Redis } from 'ioredis';
import type { Cart } from '../domain/cart.ts';
import { MAX_PARKED, refused } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { Carts } from '../use-cases/ports.ts';
import { cartOfHash, hashOfReply, isReachable } from './cart-hash.ts';
import * as scripts from './cart.scripts.ts';
import { parkedIndex } from './parked-index.ts';
import { asking } from './redis-answers.ts';
import { redisScript } from './redis-script.ts';

export interface CartsOptions {
  redis: Redis;
  /** Time to live after a change, by where the cart was opened. */
  ttlSeconds: Record<Visitor['kind'], number>;
}

export function cartsRepository({ redis, ttlSeconds }: CartsOptions): Carts {
  const index = parkedIndex(redis);
  const ask = <T>(question: () => Promise<T>) => asking(redis, question);
  const open = redisScript(redis, scripts.OPEN);
  const discard = redisScript(redis, scripts.DISCARD);

  /** One of the scripts that begin by looking who asks. */
  const visiting = (text: string) => {
    const run = redisScript(redis, text);
    return async (id: string, { owner, boundTo }: Visitor, now: Date, ...args: (string | number)[]): Promise<Cart> => {
      const who = [owner ?? '', boundTo ?? '*', now.getTime()];
      return cartOfHash(id, hashOfReply(await ask(() => run(scripts.cartKey(id), ...who, ...args))));
    };
  };
  const [add, setQuantity, remove] = [scripts.ADD, scripts.SET_QUANTITY, scripts.REMOVE].map(visiting);

  return {
    open: async (id, locationId, { owner, kind }, now) => {
      const args = [owner ?? '', locationId, ttlSeconds[kind], now.getTime()];
      return cartOfHash(id, hashOfReply(await ask(() => open(scripts.cartKey(id), ...args))));
    },
    find: async (id, visitor) => {
      const hash = await ask(() => redis.hgetall(scripts.cartKey(id)));
      if (!isReachable(hash, visitor)) throw refused('missing');
      return cartOfHash(id, hash);
    },
  };
}
