import type { Cart as PricedCart } from '@comptoir/contracts/http/cart';
import { AppError } from '@comptoir/service-kit';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { Carts, Catalogue } from './ports.ts';
import { priceCart } from './price-cart.ts';

export interface AddItemDeps {
  carts: Pick<Carts, 'add'>;
  catalogue: Catalogue;
}

/** Chosen on a screen by its id, or scanned. */
export interface NewItem {
  productId?: string | undefined;
  barcode?: string | undefined;
  quantity: number;
}

/** Puts units of a product into the cart. Throws 422 `product.unknown` when the catalogue does not sell it. */
export async function addItem(
  { carts, catalogue }: AddItemDeps,
  cartId: string,
  visitor: Visitor,
  item: NewItem,
  now: Date,
): Promise<PricedCart> {
  const product = await wanted(catalogue, item);
  const line = { productId: product.id, quantity: item.quantity };
  const cart = await carts.add(cartId, visitor, now, line);
  return priceCart(catalogue, cart, product);
}

async function wanted(catalogue: Catalogue, { productId, barcode }: NewItem): Promise<CatalogueProduct> {
  const product =
    barcode === undefined
      ? await catalogue.product(productId ?? '')
      : await catalogue.productOfBarcode(barcode);
  if (product?.active === true) return product;
  throw new AppError('invalid', 'product.unknown', 'There is no such product, or it is no longer sold.');
}
