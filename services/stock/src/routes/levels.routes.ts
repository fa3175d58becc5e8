import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { availability, ledgerEntry, stockLevel } from '@comptoir/contracts/http/stock';
import { id } from '@comptoir/contracts/primitives';
import type { Actor, Route } from '@comptoir/service-kit';
import { AppError, assertWorksAt, ok, roles, route, signedIn } from '@comptoir/service-kit';
import { z } from 'zod';
import type { StockLevel } from '../domain/stock-level.ts';
import { onHandOf } from '../domain/stock-level.ts';
import type { StockReads } from '../repositories/stock.read.ts';

const STAFF = ['clerk', 'manager', 'headOffice', 'logistics', 'operator'] as const;
const listQuery = pageQuery(['sku', 'available']).extend({
  locationId: id.optional(),
  productId: id.optional(),
  search: z.string().trim().min(1).max(100).optional(),
});
const listedLevel = stockLevel.extend({ nameFr: z.string().nullable(), nameEn: z.string().nullable() });
const levelParams = z.object({ locationId: id, productId: id });

export function levelsRoutes({ reads }: { reads: StockReads }): Route[] {
  return [
    route(
      'GET',
      '/api/stock',
      {
        summary: 'Stock levels, by location, product or text; customers see availability only',
        access: signedIn(),
        query: listQuery,
        answers: { 200: z.union([pageOf(listedLevel), pageOf(availability)]) },
      },
      async ({ query, actor }) => {
        const list = await reads.list(query);
        return ok({ ...list, items: list.items.map((level) => visibleTo(actor, level)) });
      },
    ),

    route(
      'GET',
      '/api/stock/:locationId/:productId',
      { summary: 'One level', access: roles(...STAFF), params: levelParams, answers: { 200: stockLevel } },
      async ({ params }) => {
        const level = await reads.level(params.locationId, params.productId);
        if (level === undefined)
          throw new AppError('notFound', 'stock.not_found', 'This product has no stock at this location.');
        return ok({ ...level, onHand: onHandOf(level) });
      },
    ),

    route(
      'GET',
      '/api/stock/:locationId/:productId/ledger',
      {
        summary: 'Every movement of one product at one location, newest first',
        access: roles(...STAFF),
        params: levelParams,
        query: pageQuery(['at']).omit({ sort: true }),
        answers: { 200: pageOf(ledgerEntry) },
      },
      async ({ params, query, actor }) => {
        assertWorksAt(actor, params.locationId);
        return ok(await reads.ledger(params.locationId, params.productId, query.page, query.size));
      },
    ),
  ];
}

function visibleTo(actor: Actor, level: StockLevel): object {
  const { productId, locationId, available } = level;
  if (actor.role === 'customer' || actor.role === 'supplier') return { productId, locationId, available };
  return { ...level, onHand: onHandOf(level) };
}
