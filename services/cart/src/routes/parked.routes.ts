import { cart, parkRequest, parkedCarts } from '@comptoir/contracts/http/cart';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Cart } from '../domain/cart.ts';
import { visitorOf } from '../domain/visitor.ts';
import type { CatalogueFor, ParkedCarts } from '../use-cases/ports.ts';
import { priceCart } from '../use-cases/price-cart.ts';

export interface ParkedDeps {
  parkedCarts: ParkedCarts;
  catalogue: CatalogueFor;
}

const params = z.object({ id });
const access = roles('clerk', 'manager', 'customer');

export function parkedRoutes({ parkedCarts: waiting, catalogue }: ParkedDeps): Route[] {
  return [
    route(
      'GET',
      '/api/carts',
      {
        summary: 'The carts one has parked, the longest waiting first',
        access,
        query: z.object({ state: z.literal('parked').default('parked'), locationId: id.optional() }),
        answers: { 200: parkedCarts },
      },
      async ({ query: { locationId }, context }) => {
        const mine = await waiting.list(visitorOf(context.actor), context.now);
        const there = mine.filter((each) => locationId === undefined || each.locationId === locationId);
        return ok({ items: there.map(listed) });
      },
    ),

    route(
      'POST',
      '/api/carts/:id/park',
      {
        summary: 'Put the cart aside until its customer comes back',
        access,
        params,
        body: parkRequest,
        answers: { 200: cart },
        refusals: {
          'cart.empty': 'there is nothing in it (409)',
          'cart.anonymous': 'it is the cart of nobody (409)',
          'cart.too_many_parked': 'one person parks at most 50 (409)',
        },
      },
      async ({ params: { id: cartId }, body: { label = null }, context }) => {
        const parked = await waiting.park(cartId, visitorOf(context.actor), context.now, label);
        return ok(await priceCart(catalogue(context), parked));
      },
    ),

    route(
      'POST',
      '/api/carts/:id/recall',
      { summary: 'Go on with a parked cart', access, params, answers: { 200: cart } },
      async ({ params: { id: cartId }, context }) => {
        const recalled = await waiting.recall(cartId, visitorOf(context.actor), context.now);
        return ok(await priceCart(catalogue(context), recalled));
      },
    ),
  ];
}

function listed({ lines, ...parked }: Cart) {
  const unitCount = lines.reduce((units, { quantity }) => units + quantity, 0);
  return { ...parked, lineCount: lines.length, unitCount };
}
