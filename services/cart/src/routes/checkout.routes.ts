import { cartForCheckout } from '@comptoir/contracts/http/cart';
import { id, version } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { noContent, ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import { refused } from '../domain/cart.ts';
import { visitorOf } from '../domain/visitor.ts';
import type { Carts } from '../use-cases/ports.ts';

const params = z.object({ id });
const discardQuery = z.object({ version: z.coerce.number().pipe(version) });

export function checkoutRoutes({ carts }: { carts: Pick<Carts, 'find' | 'discard'> }): Route[] {
  return [
    route(
      'GET',
      '/internal/carts/:id',
      {
        summary: 'What is to be sold, to the person it is sold by',
        access: services('sale'),
        params,
        answers: { 200: cartForCheckout },
        refusals: { 'cart.parked': 'recall it first (409)' },
      },
      async ({ params: { id: cartId }, context }) => {
        const cart = await carts.find(cartId, visitorOf(context.actor));
        if (cart.parkedAt !== null) throw refused('parked');
        return ok({ id: cart.id, locationId: cart.locationId, lines: cart.lines, version: cart.version });
      },
    ),

    route(
      'DELETE',
      '/internal/carts/:id',
      {
        summary: 'The cart is sold: drop it, unless it changed since',
        access: services('sale'),
        params,
        query: discardQuery,
        answers: { 204: null },
      },
      async ({ params: { id: cartId }, query }) => {
        await carts.discard(cartId, query.version);
        return noContent();
      },
    ),
  ];
}
