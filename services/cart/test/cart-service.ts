import { fileURLToPath } from 'node:url';
import type { Cart } from '@comptoir/contracts/http/cart';
import type { CallOptions, TestActor } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { fakeCatalogue } from './fake-catalogue.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Carts on real Redis, with a catalogue and a chain of two shops for neighbours. */
export async function startCart(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  const [shop, otherShop, closedShop] = [uuidv7(), uuidv7(), uuidv7()];
  const catalogue = fakeCatalogue();
  mesh.gateway.route('product', catalogue.answer);
  mesh.gateway.route('location', ({ path }) => {
    const id = path.split('/').at(-1) ?? '';
    if (![shop, otherShop, closedShop].includes(id))
      return { status: 404, body: { code: 'location.not_found', detail: 'none' } };
    return { status: 200, body: location(id, id !== closedShop) };
  });
  const cart = await mesh.start('cart', { folder: FOLDER, loadConfig, createApp, env });

  const clerk = { sub: uuidv7(), role: 'clerk', locationId: shop } satisfies TestActor;
  const open = async (as?: TestActor, locationId = shop): Promise<Cart> => {
    const { body } = await cart.call('POST', '/api/carts', { ...(as && { as }), body: { locationId } });
    return body as Cart;
  };
  const add = (cartId: string, item: object, options: CallOptions = {}) =>
    cart.call('POST', `/api/carts/${cartId}/items`, { body: item, ...options });

  return {
    mesh,
    cart,
    catalogue,
    shop,
    otherShop,
    closedShop,
    clerk,
    manager: { sub: uuidv7(), role: 'manager', locationId: shop } satisfies TestActor,
    customer: { sub: uuidv7(), role: 'customer' } satisfies TestActor,
    open,
    add,
    /** A cart with one line of each of these products. */
    filled: async (as: TestActor | undefined, ...productIds: string[]): Promise<Cart> => {
      let filled = await open(as);
      for (const productId of productIds) {
        const { body } = await add(filled.id, { productId, quantity: 1 }, as && { as });
        filled = body as Cart;
      }
      return filled;
    },
    read: (cartId: string, as?: TestActor) => cart.call('GET', `/api/carts/${cartId}`, as && { as }),
  };
}

export type StartedCart = Awaited<ReturnType<typeof startCart>>;

const location = (id: string, active: boolean) => ({
  id,
  code: 'MTL1',
  name: 'Plateau',
  type: 'store',
  address: null,
  city: null,
  active,
  version: 1,
  registers: [],
});
