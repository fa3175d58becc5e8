import type { Change, ProductDetails } from '../domain/product.ts';
import { newProduct } from '../domain/product.ts';
import type { ProductEvents, Products } from './ports.ts';

export interface CreateProductUnit {
  products: Pick<Products, 'add'>;
  events: Pick<ProductEvents, 'created'>;
}

/** Puts a new product on sale. Throws 409 `product.sku_taken` or `product.barcode_taken`. */
export async function createProduct(
  unit: CreateProductUnit,
  id: string,
  details: ProductDetails,
): Promise<Change> {
  const product = newProduct(id, details);
  await unit.products.add([product]);
  await unit.events.created([product]);
  return { after: product };
}
