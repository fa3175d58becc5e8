import { fileURLToPath } from 'node:url';
import type { TestActor } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

export interface WantedLine {
  productId: string;
  sku: string;
  quantity: number;
}

export interface Wanted {
  id: string;
  lines: WantedLine[];
  locationId?: string;
  reference?: string;
}

/** Stock on real MariaDB and Redis, with a catalogue and a chain of shops for neighbours. */
export async function startStock(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  /** The catalogue: SKUs by product id. */
  const products = new Map<string, string>();
  const shop = uuidv7();
  const otherShop = uuidv7();
  const closedShop = uuidv7();

  mesh.gateway.route('location', ({ path }) => {
    const id = path.split('/').at(-1) ?? '';
    return [shop, otherShop, closedShop].includes(id)
      ? { status: 200, body: { ...location(id), active: id !== closedShop } }
      : { status: 404, body: { code: 'location.not_found', detail: 'none' } };
  });
  mesh.gateway.route('product', ({ body }) => {
    const { productIds } = body as { productIds: string[] };
    return { status: 200, body: { items: productIds.flatMap((id) => product(id, products.get(id))) } };
  });
  const stock = await mesh.start('stock', { folder: FOLDER, loadConfig, createApp, env });
  const actors = {
    manager: { sub: uuidv7(), role: 'manager', locationId: shop },
    clerk: { sub: uuidv7(), role: 'clerk', locationId: shop },
    foreignManager: { sub: uuidv7(), role: 'manager', locationId: otherShop },
    logistics: { sub: uuidv7(), role: 'logistics' },
    headOffice: { sub: uuidv7(), role: 'headOffice' },
    supplier: { sub: uuidv7(), role: 'supplier' },
    customer: { sub: uuidv7(), role: 'customer' },
  } satisfies Record<string, TestActor>;
  const { manager } = actors;
  const open = async (locationId: string, productId: string, sku: string, quantity: number) =>
    stock.call('PUT', '/internal/openings', {
      from: 'mesh',
      body: { openings: [{ locationId, productId, sku, quantity }] },
    });
  /** What became of each reservation, of the shop's goods unless told otherwise, asked for in one request. */
  const reserveAll = async (wanted: Wanted[]) => {
    const reservations = wanted.map((each) => ({ reference: uuidv7(), locationId: shop, ...each }));
    const { status, body } = await stock.call('POST', '/internal/reservations', {
      from: 'sale',
      body: { reservations },
    });
    if (status !== 200) throw new Error(`stock answered ${status} ${JSON.stringify(body)}`);
    return body.outcomes;
  };

  return {
    mesh,
    stock,
    products,
    shop,
    otherShop,
    closedShop,
    ...actors,
    open,
    /** A product of the catalogue with `quantity` on the shelf of the shop. */
    stocked: async (sku: string, quantity: number): Promise<string> => {
      const productId = uuidv7();
      products.set(productId, sku);
      await open(shop, productId, sku, quantity);
      return productId;
    },
    reserve: async (lines: WantedLine[], id: string = uuidv7()) => {
      const [outcome] = await reserveAll([{ id, lines }]);
      return outcome;
    },
    reserveAll,
    level: async (productId: string, locationId = shop) => {
      const { body } = await stock.call('GET', `/api/stock/${locationId}/${productId}`, {
        as: { ...manager, locationId },
      });
      return { available: body.available, reserved: body.reserved, onHand: body.onHand };
    },
    /** Movements of a product in the shop, oldest first, like `-2 sale`. */
    movements: async (productId: string): Promise<string[]> => {
      const { body } = await stock.call('GET', `/api/stock/${shop}/${productId}/ledger`, { as: manager });
      return body.items
        .map(({ delta, reason }: { delta: number; reason: string }) => `${delta} ${reason}`)
        .toReversed();
    },
    /** Types of the events about a reservation or product, oldest first. */
    told: (subject: string) =>
      stock
        .database()
        .knex('outbox')
        .whereRaw(`JSON_VALUE(envelope, '$.subject') = ?`, [subject])
        .orderBy('position')
        .pluck<string[]>('type'),
    /** Value of a metric with these labels, as Prometheus would read it. */
    metric: async (name: string, labels = ''): Promise<number | undefined> => {
      const { body } = await stock.call('GET', '/metrics');
      const line = String(body)
        .split('\n')
        .find((text) => text.startsWith(`${name}${labels} `));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
}

export type StockUnderTest = Awaited<ReturnType<typeof startStock>>;

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
  return sku === undefined ? [] : [aProduct({ id, sku })];
}

/** A product as the catalogue tells of it. */
export const aProduct = (changes: { id: string; sku: string } & Record<string, unknown>) => ({
  barcode: null,
  nameFr: changes.sku,
  nameEn: changes.sku,
  category: 'test',
  taxClass: 'taxable' as const,
  priceCents: 100,
  active: true,
  version: 1,
  ...changes,
});
