import { product, quote } from '@comptoir/contracts/http/product';
import type { Context, ServiceClient, VersionedCache } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { z } from 'zod';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import type { CatalogueFor } from '../use-cases/ports.ts';

export const barcodeOwner = z.object({ productId: z.string(), version: z.int() });
export type BarcodeOwner = z.infer<typeof barcodeOwner>;

export interface CatalogueOptions {
  http: ServiceClient;
  /** Products by id, retired ones too; product's events make it forget what changed. */
  products: VersionedCache<CatalogueProduct>;
  /** Whose a barcode was when it was last scanned. */
  barcodes: VersionedCache<BarcodeOwner>;
}

export function catalogueClient({ http, products, barcodes }: CatalogueOptions): CatalogueFor {
  return (context) => {
    const byId = (id: string) =>
      products.getOrLoad(id, async () => (await quotes(http, [id], context)).get(id));
    return {
      product: byId,
      products: (ids) => products.getOrLoadMany(ids, (missing) => quotes(http, missing, context)),
      productOfBarcode: async (barcode) => {
        const owner = await barcodes.getOrLoad(barcode, async () => {
          const found = await scanned(http, barcode, context);
          return found && { productId: found.id, version: found.version };
        });
        if (owner === undefined) return undefined;
        const known = await byId(owner.productId);
        // No event names the barcode a product gave up, but the product itself tells that this is no longer its own.
        return known?.barcode === barcode && known.active ? known : scanned(http, barcode, context);
      },
    };
  };
}

async function quotes(
  http: ServiceClient,
  productIds: string[],
  context: Context,
): Promise<Map<string, CatalogueProduct>> {
  const body = { productIds, includeRetired: true };
  const { items } = await http.call({
    method: 'POST',
    path: '/internal/quotes',
    body,
    answer: quote,
    context,
  });
  return new Map(items.map((item) => [item.id, item]));
}

async function scanned(
  http: ServiceClient,
  barcode: string,
  context: Context,
): Promise<CatalogueProduct | undefined> {
  try {
    const path = `/internal/products/barcode/${barcode}`;
    return await http.call({ method: 'GET', path, answer: product, context });
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
