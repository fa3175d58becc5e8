import type { Cart as PricedCart } from '@comptoir/contracts/http/cart';
import type { Cart } from '../domain/cart.ts';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import { pricedCart } from '../domain/priced-cart.ts';
import type { Catalogue } from './ports.ts';

/** What the cart costs at this moment; `known` spares asking again for a product just seen. */
export async function priceCart(
  catalogue: Pick<Catalogue, 'products'>,
  cart: Cart,
  known?: CatalogueProduct,
): Promise<PricedCart> {
  const unknown = cart.lines.map(({ productId }) => productId).filter((id) => id !== known?.id);
  const products = await catalogue.products(unknown);
  if (known !== undefined) products.set(known.id, known);
  return pricedCart(cart, products);
}
