import type { Cart as PricedCart } from '@comptoir/contracts/http/cart';
import { lineTotalCents, totalsOf } from '@comptoir/pricing';
import type { Cart, CartLine } from './cart.ts';
import type { CatalogueProduct } from './catalogue-product.ts';

/** What the basket costs now: prices, names and tax classes are the catalogue's, taxes are of the whole basket. */
export function pricedCart(cart: Cart, products: ReadonlyMap<string, CatalogueProduct>): PricedCart {
  const sold = cart.lines.flatMap(({ productId, quantity }) => {
    const product = products.get(productId);
    return product?.active === true
      ? [{ quantity, unitPriceCents: product.priceCents, taxClass: product.taxClass }]
      : [];
  });
  return {
    id: cart.id,
    locationId: cart.locationId,
    state: cart.parkedAt === null ? 'open' : 'parked',
    label: cart.label,
    lines: cart.lines.map((line) => pricedLine(line, products.get(line.productId))),
    ...totalsOf(sold),
    expiresAt: cart.expiresAt.toISOString(),
    version: cart.version,
  };
}

function pricedLine(
  { productId, quantity }: CartLine,
  product: CatalogueProduct | undefined,
): PricedCart['lines'][number] {
  const { sku = null, nameFr = null, nameEn = null, taxClass = null } = product ?? {};
  const shown = { productId, sku, nameFr, nameEn, taxClass, quantity };
  if (product?.active !== true)
    return { ...shown, available: false, unitPriceCents: null, lineTotalCents: 0 };
  const unitPriceCents = product.priceCents;
  return {
    ...shown,
    available: true,
    unitPriceCents,
    lineTotalCents: lineTotalCents({ quantity, unitPriceCents, taxClass: product.taxClass }),
  };
}
