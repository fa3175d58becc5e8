import { cart, itemReplacement, itemRequest } from '@comptoir/contracts/http/cart';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { anyone, ok, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { visitorOf } from '../domain/visitor.ts';
import type { CartMetrics } from '../metrics.ts';
import { addItem } from '../use-cases/add-item.ts';
import type { Carts, CatalogueFor } from '../use-cases/ports.ts';
import { priceCart } from '../use-cases/price-cart.ts';

export interface ItemsDeps {
  carts: Carts;
  catalogue: CatalogueFor;
  metrics: CartMetrics;
}

const wholeCart = { access: anyone(), answers: { 200: cart } };
const params = z.object({ id, productId: id });
const PARKED = { 'cart.parked': 'the cart waits; recall it first (409)' };
const CONFLICT = { 'version.conflict': 'the cart no longer has the version sent (409)' };
const LIMITS = {
  'product.unknown': 'the catalogue does not sell it (422)',
  'cart.full': 'a cart holds at most 200 products (422)',
  'cart.quantity_limit': 'a line holds at most 999 units (422)',
};

export function itemsRoutes({ carts, catalogue, metrics }: ItemsDeps): Route[] {
  return [
    route(
      'POST',
      '/api/carts/:id/items',
      {
        summary: 'Put units of a product into the cart, chosen or scanned',
        ...wholeCart,
        params: z.object({ id }),
        body: itemRequest,
        refusals: { ...PARKED, ...LIMITS },
      },
      async ({ params: { id: cartId }, body, context }) => {
        const deps = { carts, catalogue: catalogue(context) };
        const priced = await addItem(deps, cartId, visitorOf(context.actor), body, context.now);
        metrics.added(body.quantity);
        return ok(priced);
      },
    ),

    route(
      'PUT',
      '/api/carts/:id/items/:productId',
      {
        summary: 'Set how many of a product are in the cart',
        ...wholeCart,
        params,
        body: itemReplacement,
        refusals: { ...PARKED, ...CONFLICT },
      },
      async ({ params: { id: cartId, productId }, body: { quantity, version }, context }) => {
        const line = { productId, quantity };
        const changed = await carts.setQuantity(cartId, visitorOf(context.actor), context.now, line, version);
        return ok(await priceCart(catalogue(context), changed));
      },
    ),

    route(
      'DELETE',
      '/api/carts/:id/items/:productId',
      { summary: 'Take a product out of the cart', ...wholeCart, params, refusals: PARKED },
      async ({ params: { id: cartId, productId }, context }) => {
        const changed = await carts.remove(cartId, visitorOf(context.actor), context.now, productId);
        return ok(await priceCart(catalogue(context), changed));
      },
    ),
  ];
}
