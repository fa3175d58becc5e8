import { quote } from '@comptoir/contracts/http/product';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { KnownProduct } from '../use-cases/ports.ts';

export function productClient(http: ServiceClient) {
  return {
    /** The product as the catalogue has it now. Throws 422 `product.unknown` when there is none, or it is retired. */
    fetch: async (productId: string, context: Context): Promise<KnownProduct> => {
      const { items } = await http.call({
        method: 'POST',
        path: '/internal/quotes',
        body: { productIds: [productId] },
        answer: quote,
        context,
      });
      const [product] = items;
      if (product === undefined)
        throw new AppError('invalid', 'product.unknown', 'There is no product of this id.');
      return product;
    },
  };
}

export type ProductClient = ReturnType<typeof productClient>;
