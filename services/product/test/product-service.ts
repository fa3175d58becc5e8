import { fileURLToPath } from 'node:url';
import type { Product } from '@comptoir/contracts/http/product';
import type { Database, Kit } from '@comptoir/service-kit';
import type { CallOptions, TestActor } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { createApp } from '../src/app.ts';
import type { ProductConfig } from '../src/config.ts';
import { loadConfig } from '../src/config.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

export const headOffice = {
  sub: '0193a1b0-0000-7000-8000-0000000000aa',
  role: 'headOffice',
} satisfies TestActor;
export const manager = {
  sub: '0193a1b0-0000-7000-8000-0000000000bb',
  role: 'manager',
  locationId: '0193a1b0-0000-7000-8000-0000000000cc',
} satisfies TestActor;
export const nowhere = '0193a1b0-0000-7000-8000-0000000000ff';

/** The catalogue on real MariaDB and Redis; `database` looks into what it keeps. */
export async function startProduct(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  let database: Database | undefined;
  const product = await mesh.start('product', {
    folder: FOLDER,
    loadConfig,
    env,
    createApp: (config: ProductConfig, kit: Kit) =>
      createApp(config, {
        ...kit,
        openDatabase: (settings) => {
          database = kit.openDatabase(settings);
          return database;
        },
      }),
  });
  if (database === undefined) throw new Error('the service started without its database');
  const { query } = database;
  const asHeadOffice = (method: string, path: string, options: CallOptions = {}) =>
    product.call(method, path, { as: headOffice, ...options });

  return {
    mesh,
    product,
    database,
    asHeadOffice,
    create: async (changes: Partial<Product> = {}): Promise<Product> => {
      const { body } = await asHeadOffice('POST', '/api/products', { body: aDraft(changes) });
      return body as Product;
    },
    /** Types and versions of the events about one product, oldest first. */
    eventsOf: (id: string) =>
      query<{ type: string; version: number }>(
        `SELECT type, CAST(JSON_VALUE(envelope, '$.aggregateversion') AS INT) AS version FROM outbox
         WHERE JSON_VALUE(envelope, '$.subject') = ? ORDER BY position`,
        [id],
      ),
  };
}

export type StartedProduct = Awaited<ReturnType<typeof startProduct>>;

let drafts = 0;

/** What head office sends for a new product; SKU and barcode are the next that are free. */
export function aDraft(changes: Partial<Product> = {}) {
  drafts += 1;
  return {
    sku: `TEA-${drafts}`,
    barcode: barcodeOf(drafts),
    nameFr: 'Thé vert',
    nameEn: 'Green tea',
    category: 'drinks',
    taxClass: 'zeroRated',
    priceCents: 499,
    ...changes,
  };
}

/** A valid EAN-13 of the block that shops number themselves. */
export function barcodeOf(number: number): string {
  const twelve = `2${String(number).padStart(11, '0')}`;
  const sum = [...twelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}
