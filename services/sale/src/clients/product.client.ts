import type { Product } from '@comptoir/contracts/http/product';
import { MOST_QUOTED, quote } from '@comptoir/contracts/http/product';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError, gather } from '@comptoir/service-kit';
import type { Catalogue } from '../use-cases/ports.ts';

/** Sales that come within this time of each other share a question. */
const SPACING_MS = 25;

export function productClient(http: ServiceClient): Catalogue {
  const quotes = gather({
    most: MOST_QUOTED,
    spacingMs: SPACING_MS,
    ask: async (productIds: readonly string[], context: Context): Promise<Map<string, Product>> => {
      const body = { productIds };
      const { items } = await http.call({
        method: 'POST',
        path: '/internal/quotes',
        body,
        answer: quote,
        context,
      });
      return new Map(items.map((product) => [product.id, product]));
    },
  });

  return {
    quote: async (productIds, context) => {
      const quoted = await quotes(productIds, context);
      const products = new Map<string, Product>();
      const unknown = new Set<string>();
      for (const id of productIds) {
        const product = quoted.get(id);
        if (product === undefined) unknown.add(id);
        else products.set(id, product);
      }
      if (unknown.size > 0) throw notSold([...unknown]);
      return products;
    },
  };
}

function notSold(productIds: readonly string[]): AppError {
  const message = 'Some products are not in the catalogue, or not any more.';
  return new AppError('invalid', 'product.unknown', message, {
    details: productIds.map((productId) => ({ productId, message: 'is not sold' })),
  });
}
