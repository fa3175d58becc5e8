import { z } from 'zod';
import type { Cart } from '../domain/cart.ts';
import { MAX_PARKED, refused } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { ParkedCarts } from '../use-cases/ports.ts';
import { isReachable, labelText } from './cart-text.ts';
import type { KeptCart } from './cart-text.ts';
import type { CartStore } from './cart-store.ts';
import * as scripts from './cart.scripts.ts';
import type { TtlSeconds } from './carts.repository.ts';

const listKey = (owner: string) => `parked-carts:${owner}`;

/** An id younger than this stays on the list though its cart is not parked: it may be about to be. */
const SETTLED_MS = 10_000;

/**
 * Each person has a list of ids by the time of parking. It only says where to look: a cart goes on it before it is
 * parked, and what turns out not to be parked is skipped. So the two need not change in one step, nor live on one node.
 */
export function parkedCartsRepository(store: CartStore, ttlSeconds: TtlSeconds): ParkedCarts {
  const parkCart = store.visit(scripts.PARK);
  const recall = store.visit(scripts.RECALL);

  async function enlist(owner: string, kind: Visitor['kind'], id: string, now: Date): Promise<number> {
    const key = listKey(owner);
    const ttl = ttlSeconds[kind];
    const replies = await store.ask((redis) =>
      redis
        .multi()
        .zremrangebyscore(key, '-inf', now.getTime() - ttl * 1000)
        .zadd(key, 'NX', now.getTime(), id)
        .expire(key, ttl)
        .zcard(key)
        .exec(),
    );
    return z.number().parse(replies?.at(-1)?.[1]);
  }

  async function list(visitor: Visitor & { owner: string }, now: Date): Promise<Cart[]> {
    const key = listKey(visitor.owner);
    const ids = await store.ask((redis) => redis.zrange(key, '0', '-1'));
    const settled = await store.ask((redis) => redis.zcount(key, 0, now.getTime() - SETTLED_MS));
    const found = await Promise.all(ids.map((id) => store.read(id)));

    const parked = found.map((kept) => (isParkedBy(kept, visitor.owner) ? kept : undefined));
    const gone = ids.filter((_, index) => parked[index] === undefined && index < settled);
    if (gone.length > 0) await store.ask((redis) => redis.zrem(key, ...gone));
    return parked.flatMap((kept) => (kept !== undefined && isReachable(kept, visitor) ? [kept.cart] : []));
  }

  return {
    park: async (id, visitor, now, label) => {
      const { owner, kind } = visitor;
      if (owner === null) throw refused('anonymous');
      if ((await enlist(owner, kind, id, now)) > MAX_PARKED) {
        const others = (await list({ ...visitor, owner, boundTo: null }, now)).filter(
          (cart) => cart.id !== id,
        );
        if (others.length >= MAX_PARKED) throw refused('manyParked');
      }
      return parkCart(id, visitor, now, labelText(label ?? ''));
    },
    recall,
    list: async (visitor, now) => {
      const { owner } = visitor;
      return owner === null ? [] : list({ ...visitor, owner }, now);
    },
  };
}

function isParkedBy(kept: KeptCart | undefined, owner: string): kept is KeptCart {
  return kept?.owner === owner && kept.cart.parkedAt !== null;
}
