import type { Product } from '@comptoir/contracts/http/product';
import { MOST_QUOTED, quote } from '@comptoir/contracts/http/product';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError, gather } from '@comptoir/service-kit';
import type { Catalogue } from '../use-cases/ports.ts';
import { SPACING_MS } from './spacing.ts';

export function productClient(http: ServiceClient): Catalogue {
  const ask = async (wanted: readonly (readonly string[])[], context: Context) => {
    const { items } = await http.call({
      method: 'POST',
      path: '/internal/quotes',
      body: { productIds: [...new Set(wanted.flat())] },
      answer: quote,
      context,
    });
    const sold = new Map(items.map((product) => [product.id, product]));
    return (productIds: readonly string[]) => quoted(sold, productIds);
  };
  const weigh = (productIds: readonly string[]) => productIds.length;
  return { quote: gather({ ask, weigh, most: MOST_QUOTED, spacingMs: SPACING_MS }) };
}

function quoted(sold: ReadonlyMap<string, Product>, productIds: readonly string[]): Map<string, Product> {
  const products = new Map<string, Product>();
  const unknown = new Set<string>();
  for (const id of productIds) {
    const product = sold.get(id);
    if (product === undefined) unknown.add(id);
    else products.set(id, product);
  }
  if (unknown.size > 0) throw notSold([...unknown]);
  return products;
}

function notSold(productIds: readonly string[]): AppError {
  const message = 'Some products are not in the catalogue, or not any more.';
  return new AppError('invalid', 'product.unknown', message, {
    details: productIds.map((productId) => ({
      pointer: '/lines',
      message: `${productId} is not sold`,
      productId,
    })),
  });
}
