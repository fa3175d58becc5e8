import { fileURLToPath } from 'node:url';
import type { CallOptions, TestActor } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import type { FakeProduct } from './neighbours.ts';
import { fakeCarts, fakeCatalogue, fakeChain, fakePayment, fakeStock } from './neighbours.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Sale on real MariaDB and Redis, with neighbours that keep state. Recovery runs every 100 ms unless `env` says otherwise. */
export async function startSale(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  const { shop, register, anotherRegister, neighbour: chain } = fakeChain();
  const catalogue = fakeCatalogue();
  const stock = fakeStock();
  const payment = fakePayment();
  const carts = fakeCarts();
  mesh.gateway.route('location', chain);
  mesh.gateway.route('product', catalogue.neighbour);
  mesh.gateway.route('stock', stock.neighbour);
  mesh.gateway.route('payment', payment.neighbour);
  mesh.gateway.route('cart', carts.neighbour);
  const options = {
    folder: FOLDER,
    loadConfig,
    createApp,
    env: { SAGA_RECOVERY_INTERVAL_MS: '100', ...env },
  };
  const sale = await mesh.start('sale', options);
  const clerk: TestActor = { sub: uuidv7(), role: 'clerk', locationId: shop };

  return {
    mesh,
    sale,
    stock,
    payment,
    carts,
    catalogue,
    shop,
    register,
    anotherRegister,
    clerk,
    manager: { sub: uuidv7(), role: 'manager', locationId: shop } satisfies TestActor,
    operator: { sub: uuidv7(), role: 'operator' } satisfies TestActor,
    headOffice: { sub: uuidv7(), role: 'headOffice' } satisfies TestActor,
    foreignClerk: { sub: uuidv7(), role: 'clerk', locationId: uuidv7() } satisfies TestActor,
    startReplica: (replica: string, more: Record<string, string> = {}) =>
      mesh.start('sale', { ...options, env: { ...options.env, ...more }, replica, sharing: sale }),
    /** A product of the catalogue with `quantity` on the shelf. */
    stocked: (quantity: number, product: Partial<FakeProduct> = {}): string => {
      const id = uuidv7();
      catalogue.products.set(id, {
        id,
        sku: `SKU-${id.slice(-6)}`,
        priceCents: 1000,
        taxClass: 'zeroRated',
        ...product,
      });
      stock.available.set(id, quantity);
      return id;
    },
    sell: (body: object, call: Partial<CallOptions> = {}) =>
      sale.call('POST', '/api/sales', {
        as: clerk,
        idempotencyKey: uuidv7(),
        body: { locationId: shop, registerId: register, ...body },
        ...call,
      }),
  };
}

export type SaleUnderTest = Awaited<ReturnType<typeof startSale>>;
export const cash = (amountCents: number) => [{ type: 'cash', amountCents }];
export const card = (amountCents: number, cardNumber?: string) => [{ type: 'card', amountCents, cardNumber }];
export const one = (productId: string, quantity = 1) => [{ productId, quantity }];
