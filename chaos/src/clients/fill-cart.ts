import { z } from 'zod';
import type { Action } from './person.ts';
import { act, anyBasket } from './person.ts';

// Redis keeps carts: where its files are lost they are gone, and the till fills a new one.
const REFUSALS = ['cart.not_found'];
const cartAnswer = z.object({ id: z.string() });

/** A cart is opened, filled, read and thrown away. A line asked for twice may be there twice: nobody sells this cart. */
export const fillCart: Action = async (person) => {
  const { post, shop } = person;
  const token = post.clerk.token();
  const opened = await act(person, {
    what: 'new cart',
    isWrite: true,
    send: () => shop.send('/api/carts', { method: 'POST', token, body: { locationId: post.locationId } }),
  });
  const cart = cartAnswer.safeParse(opened?.body).data;
  if (cart === undefined) return;
  for (const { product, quantity } of anyBasket(shop.products)) {
    await act(person, {
      what: 'cart line',
      isWrite: true,
      refusals: REFUSALS,
      send: () =>
        shop.send(`/api/carts/${cart.id}/items`, {
          method: 'POST',
          token,
          body: { productId: product.id, quantity },
        }),
    });
  }
  await act(person, {
    what: 'cart',
    isWrite: false,
    refusals: REFUSALS,
    send: () => shop.send(`/api/carts/${cart.id}`, { token }),
  });
  await act(person, {
    what: 'cart thrown away',
    isWrite: true,
    refusals: REFUSALS,
    send: () => shop.send(`/api/carts/${cart.id}`, { method: 'DELETE', token }),
  });
};
