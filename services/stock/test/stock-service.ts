import { fileURLToPath } from 'node:url';
import type { TestActor, TestMesh, TestService } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Stock on real MariaDB and Redis, with a catalogue and a chain of shops for neighbours. */
export async function startStock(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  const products = new Map<string, string>();
  const shop = uuidv7();
  const otherShop = uuidv7();

  mesh.gateway.route('location', ({ path }) => {
    const id = path.split('/').at(-1) ?? '';
    return id === shop || id === otherShop
      ? { status: 200, body: location(id) }
      : { status: 404, body: notFound('location') };
  });
  mesh.gateway.route('product', ({ body }) => {
    const { productIds } = body as { productIds: string[] };
    return { status: 200, body: { items: productIds.flatMap((id) => product(id, products.get(id))) } };
  });
  const stock = await mesh.start('stock', { folder: FOLDER, loadConfig, createApp, env });

  return {
    mesh,
    stock,
    shop,
    otherShop,
    startReplica: (replica: string) =>
      mesh.start('stock', { folder: FOLDER, loadConfig, createApp, env, replica, sharing: stock }),
    manager: { sub: uuidv7(), role: 'manager', locationId: shop } satisfies TestActor,
    clerk: { sub: uuidv7(), role: 'clerk', locationId: shop } satisfies TestActor,
    /** A product of the catalogue with `quantity` on the shelf of the shop. */
    stocked: async (sku: string, quantity: number): Promise<string> => {
      const productId = uuidv7();
      products.set(productId, sku);
      const openings = [{ locationId: shop, productId, sku, quantity }];
      await stock.call('PUT', '/internal/openings', { from: 'mesh', body: { openings } });
      return productId;
    },
  };
}

export type StockUnderTest = Awaited<ReturnType<typeof startStock>>;
export type { TestMesh, TestService };

const notFound = (noun: string) => ({ code: `${noun}.not_found`, detail: 'none' });

const location = (id: string) => ({
  id,
  code: 'MTL1',
  name: 'Montréal',
  type: 'store',
  address: null,
  city: null,
  active: true,
  version: 1,
  registers: [],
});

function product(id: string, sku: string | undefined): object[] {
  if (sku === undefined) return [];
  const names = { nameFr: sku, nameEn: sku, category: 'test' };
  return [
    { id, sku, barcode: null, ...names, taxClass: 'taxable', priceCents: 100, active: true, version: 1 },
  ];
}
