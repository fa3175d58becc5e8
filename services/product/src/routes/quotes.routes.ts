import { product, quote, quoteRequest } from '@comptoir/contracts/http/product';
import { ean13 } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { ProductReads } from '../repositories/product.read.ts';
import { productNotFound } from '../use-cases/replace-product.ts';

/** What the others sell by. Never from a cache: money is decided on these answers. */
export function quotesRoutes({ reads }: { reads: Pick<ProductReads, 'quotes' | 'byBarcode'> }): Route[] {
  return [
    route(
      'POST',
      '/internal/quotes',
      {
        summary: 'Products as they are now; those that are unknown or retired are missing',
        access: services('cart', 'sale', 'order', 'stock', 'mesh'),
        body: quoteRequest,
        answers: { 200: quote },
      },
      async ({ body }) => ok({ items: await reads.quotes(body.productIds, body.includeRetired) }),
    ),

    route(
      'GET',
      '/internal/products/barcode/:ean',
      {
        summary: 'The product of a barcode as it is now',
        access: services('cart'),
        params: z.object({ ean: ean13 }),
        answers: { 200: product },
      },
      async ({ params }) => {
        const found = await reads.byBarcode(params.ean);
        if (found === undefined) throw productNotFound();
        return ok(found);
      },
    ),
  ];
}
