import { cartForCheckout } from '@comptoir/contracts/http/cart';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { z } from 'zod';

export function cartClient(http: ServiceClient) {
  return {
    /** The actor's cart. Throws 404 `cart.not_found`. */
    find: (cartId: string, context: Context) =>
      http.call({ method: 'GET', path: `/internal/carts/${cartId}`, answer: cartForCheckout, context }),
    /** Drops the cart, unless it changed since. Never throws: the sale is made, and a cart that stays is only untidy. */
    discard: async (cartId: string, version: number, context: Context): Promise<void> => {
      const path = `/internal/carts/${cartId}?version=${version}`;
      await http.call({ method: 'DELETE', path, answer: z.undefined(), context }).catch((err: unknown) => {
        context.log.warn({ err, cartId, traceId: context.traceId }, 'the sold cart could not be dropped');
      });
    },
  };
}
