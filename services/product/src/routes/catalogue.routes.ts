import { product, productCategories } from '@comptoir/contracts/http/product';
import type { Product } from '@comptoir/contracts/http/product';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { ean13, id } from '@comptoir/contracts/primitives';
import type { Answer, Route, RouteRequest } from '@comptoir/service-kit';
import { ok, openToAll, route } from '@comptoir/service-kit';
import { z } from 'zod';
import type { ProductCache } from '../repositories/product.cache.ts';
import type { ProductReads } from '../repositories/product.read.ts';
import { productNotFound } from '../use-cases/replace-product.ts';

export interface CatalogueDeps {
  reads: Pick<ProductReads, 'list' | 'categories'>;
  cache: ProductCache;
}

/** For everybody alike, so the gateway may keep it: a second, and longer while the catalogue is away (lesson 6). */
const SHARED = { 'Cache-Control': 'public, max-age=1, stale-while-revalidate=5, stale-if-error=30' };

const listQuery = pageQuery(['name', 'nameFr', 'nameEn', 'priceCents', 'sku', 'createdAt']).extend({
  search: z.string().max(100).optional(),
  category: z
    .string()
    .trim()
    .max(64)
    .optional()
    .transform((value) => (value === '' ? undefined : value)),
});

const oneProduct = { access: openToAll(), answers: { 200: product, 304: null } };

export function catalogueRoutes({ reads, cache }: CatalogueDeps): Route[] {
  return [
    route(
      'GET',
      '/api/products',
      {
        summary:
          'What is sold; every word of search is a part of a name, the SKU or the barcode, whatever case and accents',
        access: openToAll(),
        query: listQuery,
        answers: { 200: pageOf(product) },
      },
      async ({ query }) => ok(await reads.list(query), SHARED),
    ),

    route(
      'GET',
      '/api/products/categories',
      {
        summary: 'The categories of what is sold',
        access: openToAll(),
        answers: { 200: productCategories },
      },
      async () => ok({ items: await reads.categories() }, SHARED),
    ),

    route(
      'GET',
      '/api/products/barcode/:ean',
      { summary: 'The product of a barcode', params: z.object({ ean: ean13 }), ...oneProduct },
      async (request) => answerOf(request, await cache.byBarcode(request.params.ean)),
    ),

    route(
      'GET',
      '/api/products/:id',
      { summary: 'One product', params: z.object({ id }), ...oneProduct },
      async (request) => answerOf(request, await cache.byId(request.params.id)),
    ),
  ];
}

function answerOf(
  { header }: Pick<RouteRequest<unknown, unknown, unknown>, 'header'>,
  found: Product | undefined,
): Answer {
  if (found === undefined) throw productNotFound();
  const etag = `W/"${found.id}.${found.version}"`;
  const headers = { ...SHARED, ETag: etag };
  const known = header('if-none-match').split(/\s*,\s*/);
  return known.includes(etag) ? { status: 304, headers } : ok(found, headers);
}
