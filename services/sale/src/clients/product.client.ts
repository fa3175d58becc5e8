import { quote } from '@comptoir/contracts/http/product';
import type { ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { Catalogue } from '../use-cases/ports.ts';

export function productClient(http: ServiceClient): Catalogue {
  return {
    quote: async (productIds, context) => {
      const body = { productIds: [...new Set(productIds)] };
      const { items } = await http.call({
        method: 'POST',
        path: '/internal/quotes',
        body,
        answer: quote,
        context,
      });
      const products = new Map(items.map((product) => [product.id, product]));
      const unknown = body.productIds.filter((id) => !products.has(id));
      if (unknown.length > 0) {
        throw new AppError(
          'invalid',
          'product.unknown',
          'Some products are not in the catalogue, or not any more.',
          {
            details: unknown.map((productId) => ({ productId, message: 'is not sold' })),
          },
        );
      }
      return products;
    },
  };
}
