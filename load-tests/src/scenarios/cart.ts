import { difference, readAnswer } from '../drive/answers.ts';
import type { Answer, Step, Visitor } from '../drive/step.ts';
import { headersOf } from '../mesh/api.ts';
import { cartShape } from '../mesh/shapes.ts';
import type { Product } from '../mesh/shapes.ts';
import type { ShopFloor, Till } from '../mesh/shop-floor.ts';
import { totalsOf } from '../mesh/totals.ts';
import { USUAL_CONNECTIONS } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** What this connection knows of its cart: only what it was told. */
interface Cart {
  id: string;
  lines: Map<Product, number>;
}

const pathOf = (cart: Cart) => `/api/carts/${cart.id}`;

/** The whole cart must come back with the lines we put in, and prices, taxes and total to match. */
function wrongIn(cart: Cart, answer: Answer, statuses: readonly number[]): string | undefined {
  const { value, wrong } = readAnswer(answer, statuses, cartShape);
  if (wrong !== undefined) return wrong;
  const quantities = new Map(value.lines.map((line) => [line.productId, line.quantity]));
  const missing = [...cart.lines].some(([product, quantity]) => quantities.get(product.id) !== quantity);
  if (missing || quantities.size !== cart.lines.size) return 'wrong lines';
  const lines = [...cart.lines].map(([product, quantity]) => ({ product, quantity }));
  return difference(value, { id: cart.id, ...totalsOf(lines) });
}

/** The requests a till makes about one cart. `lost` is called when an answer was not as it should be. */
function cartRequests(till: Till, lost: () => void) {
  const request = (
    method: Step['method'],
    path: string,
    name: string,
    check: Step['check'],
    body?: object,
  ): Step => ({
    name: `${method} ${name}`,
    method,
    path,
    headers: headersOf({ token: till.seller.token(), ...(body === undefined ? {} : { body }) }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    check: (answer) => {
      const wrong = check(answer);
      if (wrong !== undefined) lost();
      return wrong;
    },
  });
  return {
    create: (created: (cart: Cart) => void) =>
      request(
        'POST',
        '/api/carts',
        '/api/carts',
        (answer) => {
          const { value, wrong } = readAnswer(answer, 201, cartShape);
          if (wrong === undefined) created({ id: value.id, lines: new Map() });
          return wrong ?? (value.lines.length > 0 ? 'a new cart is not empty' : undefined);
        },
        { locationId: till.locationId },
      ),
    add: (cart: Cart, product: Product) => {
      const check = (answer: Answer) => {
        cart.lines.set(product, (cart.lines.get(product) ?? 0) + 1);
        return wrongIn(cart, answer, [200, 201]);
      };
      return request('POST', `${pathOf(cart)}/items`, '/api/carts/:id/items', check, {
        productId: product.id,
        quantity: 1,
      });
    },
    read: (cart: Cart) =>
      request('GET', pathOf(cart), '/api/carts/:id', (answer) => wrongIn(cart, answer, [200])),
    remove: (cart: Cart) =>
      request('DELETE', pathOf(cart), '/api/carts/:id', (answer) =>
        answer.status === 204 ? undefined : `${answer.status}`,
      ),
  };
}

/** Makes a cart, adds `adds` items of the products in turn, reads it, throws it away, and begins again. */
export function cartVisitor(
  till: Till,
  products: readonly Product[],
  connection: number,
  adds: number,
): Visitor {
  let cart: Cart | undefined;
  let added = 0;
  let turn = connection * 5;
  const forget = () => (cart = undefined);
  const requests = cartRequests(till, forget);
  return () => {
    if (cart === undefined) {
      added = 0;
      return requests.create((created) => (cart = created));
    }
    const product = products[turn++ % products.length];
    if (added < adds && product !== undefined) {
      added += 1;
      return requests.add(cart, product);
    }
    const full = cart;
    if (added === adds) {
      added += 1;
      return requests.read(full);
    }
    forget();
    return requests.remove(full);
  };
}

export function tillOf({ tills }: ShopFloor, connection: number): Till {
  const till = tills[connection % tills.length];
  if (till === undefined) throw new Error('A shop floor without tills.');
  return till;
}

export const cart: Scenario = {
  name: 'cart',
  prepare: async (floor, { connections = USUAL_CONNECTIONS }) => ({
    connections,
    visitor: (connection) => cartVisitor(tillOf(floor, connection), floor.products, connection, 3),
  }),
};
