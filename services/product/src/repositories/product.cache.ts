import type { VersionedCache } from '@comptoir/service-kit';
import type { Change, Product } from '../domain/product.ts';
import type { ProductReads } from './product.read.ts';

const idKey = (id: string) => `id:${id}`;
const barcodeKey = (barcode: string) => `barcode:${barcode}`;

/**
 * Products by id and by barcode, from Redis when it has them. Between two owners of one barcode versions cannot be
 * compared: until the tombstone of the first has expired, the second is read from the database.
 */
export function productCache(
  cache: VersionedCache<Product>,
  reads: Pick<ProductReads, 'byId' | 'byBarcode'>,
) {
  return {
    byId: (id: string) => cache.getOrLoad(idKey(id), () => reads.byId(id)),
    byBarcode: (barcode: string) => cache.getOrLoad(barcodeKey(barcode), () => reads.byBarcode(barcode)),
    /** Called when the change is committed; a reader still on its way with the old product cannot bring it back (lesson 23). */
    forget: async (changes: readonly Change[]): Promise<void> => {
      await Promise.all(
        changes.flatMap(({ before, after }) =>
          keysOf(before, after).map((key) => cache.invalidate(key, after.version)),
        ),
      );
    },
  };
}

export type ProductCache = ReturnType<typeof productCache>;

function keysOf(before: Product | undefined, after: Product): string[] {
  if (before === undefined || before.version === after.version) return [];
  const barcodes = [before.barcode, after.barcode].filter((barcode) => barcode !== null);
  return [idKey(after.id), ...new Set(barcodes.map(barcodeKey))];
}
