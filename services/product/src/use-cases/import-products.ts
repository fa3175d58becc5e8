import type { Change, Product, ProductDetails } from '../domain/product.ts';
import { hasDetails, newProduct, nextVersion } from '../domain/product.ts';
import type { ProductEvents, Products } from './ports.ts';

export interface ImportProductsUnit {
  products: Pick<Products, 'add' | 'save' | 'findBySkuForUpdate'>;
  events: Pick<ProductEvents, 'created' | 'changed'>;
}

/** A file that knows no barcode does not take away the one a product has. */
export type ImportedDetails = Omit<ProductDetails, 'barcode'> & { barcode?: string | null | undefined };

export type Imported = Change & { outcome: 'created' | 'updated' | 'unchanged' };

/**
 * Brings the catalogue in line with these products, each SKU at most once among them; what is already so is left alone
 * and not told to anybody. A retired product that is listed again is on sale again.
 */
export async function importProducts(
  unit: ImportProductsUnit,
  listed: readonly ImportedDetails[],
  newId: () => string,
): Promise<Imported[]> {
  const found = await unit.products.findBySkuForUpdate(listed.map(({ sku }) => sku));
  const known = new Map(found.map((product) => [product.sku.toLowerCase(), product]));
  const imported = listed.map((details) => planned(known.get(details.sku.toLowerCase()), details, newId));

  const created = productsOf(imported, 'created');
  const updated = productsOf(imported, 'updated');
  // Barcodes that are given up come free before new products may take them.
  await unit.products.save(updated);
  await unit.products.add(created);
  await unit.events.created(created);
  await unit.events.changed(updated);
  return imported;
}

function planned(before: Product | undefined, listed: ImportedDetails, newId: () => string): Imported {
  const details = { ...listed, barcode: listed.barcode ?? before?.barcode ?? null };
  if (before === undefined) return { outcome: 'created', after: newProduct(newId(), details) };
  if (hasDetails(before, details)) return { outcome: 'unchanged', before, after: before };
  return { outcome: 'updated', before, after: nextVersion(before, details) };
}

function productsOf(imported: readonly Imported[], wanted: Imported['outcome']): Product[] {
  return imported.filter(({ outcome }) => outcome === wanted).map(({ after }) => after);
}
