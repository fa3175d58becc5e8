import { cart, cartRequest } from '@comptoir/contracts/http/cart';
import { id } from '@comptoir/contracts/primitives';
import type { LocationClient } from '@comptoir/location-client';
import type { Route } from '@comptoir/service-kit';
import { anyone, assertWorksAt, created, noContent, ok, route } from '@comptoir/service-kit';
import { v4 as uuidv4 } from 'uuid';
import { z } from 'zod';
import { visitorOf } from '../domain/visitor.ts';
import type { CatalogueFor, Carts } from '../use-cases/ports.ts';
import { priceCart } from '../use-cases/price-cart.ts';

export interface CartsDeps {
  carts: Carts;
  catalogue: CatalogueFor;
  locations: Pick<LocationClient, 'find'>;
}

const params = z.object({ id });

export function cartsRoutes({ carts, catalogue, locations }: CartsDeps): Route[] {
  return [
    route(
      'POST',
      '/api/carts',
      {
        summary: 'Open a cart: of the clerk or customer who is signed in, or else of whoever knows its id',
        access: anyone(),
        body: cartRequest,
        answers: { 201: cart },
        refusals: { 'location.unknown': 'no open location has this id (422)' },
      },
      async ({ body: { locationId }, context }) => {
        const visitor = visitorOf(context.actor);
        if (context.actor !== undefined && visitor.kind === 'till') assertWorksAt(context.actor, locationId);
        await locations.find(locationId, context);
        // All random: an id that tells the time, like the others of the house, could be guessed (122 bits cannot).
        const opened = await carts.open(uuidv4(), locationId, visitor, context.now);
        return created(await priceCart(catalogue(context), opened), { Location: `/api/carts/${opened.id}` });
      },
    ),

    route(
      'GET',
      '/api/carts/:id',
      { summary: 'The cart with the prices of now', access: anyone(), params, answers: { 200: cart } },
      async ({ params: { id: cartId }, context }) => {
        const found = await carts.find(cartId, visitorOf(context.actor));
        return ok(await priceCart(catalogue(context), found));
      },
    ),

    route(
      'DELETE',
      '/api/carts/:id',
      { summary: 'Throw the cart away', access: anyone(), params, answers: { 204: null } },
      async ({ params: { id: cartId }, context }) => {
        await carts.drop(cartId, visitorOf(context.actor), context.now);
        return noContent();
      },
    ),
  ];
}
