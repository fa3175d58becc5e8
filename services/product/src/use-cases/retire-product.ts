import type { Change } from '../domain/product.ts';
import type { ProductEvents, Products } from './ports.ts';
import { productNotFound } from './replace-product.ts';

export interface RetireProductUnit {
  products: Pick<Products, 'findForUpdate' | 'save'>;
  events: Pick<ProductEvents, 'retired'>;
}

/**
 * Takes a product off sale. Its row stays, because receipts and the ledger speak of it, and keeps SKU and barcode.
 * A second time changes nothing. Throws 404 `product.not_found` for an id never heard of.
 */
export async function retireProduct(unit: RetireProductUnit, id: string): Promise<Change> {
  const before = await unit.products.findForUpdate(id);
  if (before === undefined) throw productNotFound();
  if (!before.active) return { before, after: before };

  const after = { ...before, active: false, version: before.version + 1 };
  await unit.products.save([after]);
  await unit.events.retired(after);
  return { before, after };
}
