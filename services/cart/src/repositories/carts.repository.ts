import { refused } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { Carts } from '../use-cases/ports.ts';
import { isReachable, keptCartOf } from './cart-text.ts';
import type { CartStore } from './cart-store.ts';
import * as scripts from './cart.scripts.ts';

/** Time to live after a change, by where the cart was opened. */
export type TtlSeconds = Record<Visitor['kind'], number>;

export function cartsRepository(store: CartStore, ttlSeconds: TtlSeconds): Carts {
  const open = store.script(scripts.OPEN);
  const add = store.visit(scripts.ADD);
  const setQuantity = store.visit(scripts.SET_QUANTITY);
  const remove = store.visit(scripts.REMOVE);
  const drop = store.visit(scripts.DROP);
  const discard = store.script(scripts.DISCARD);

  return {
    open: async (id, locationId, { owner, kind }, now) =>
      keptCartOf(id, await open(id, owner ?? '', locationId, now.getTime(), ttlSeconds[kind])).cart,
    find: async (id, visitor) => {
      const kept = await store.read(id);
      if (kept === undefined || !isReachable(kept, visitor)) throw refused('missing');
      return kept.cart;
    },
    add: (id, visitor, now, { productId, quantity }) => add(id, visitor, now, productId, quantity),
    setQuantity: (id, visitor, now, { productId, quantity }, version) =>
      setQuantity(id, visitor, now, productId, quantity, version ?? ''),
    remove,
    drop: async (id, visitor, now) => {
      await drop(id, visitor, now);
    },
    discard: async (id, version) => {
      await discard(id, version);
    },
  };
}
