import { createHash } from 'node:crypto';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id } from '@comptoir/contracts/primitives';
import { sale, saleRequest } from '@comptoir/contracts/http/sale';
import type { SaleRequest } from '@comptoir/contracts/http/sale';
import type { Route } from '@comptoir/service-kit';
import { assertWorksAt, idempotentRequestOf, locationInSight, ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { saleNotFound } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { SaleMetrics } from '../metrics.ts';
import type { SaleReads } from '../repositories/sales.read.ts';
import type { SellDeps } from '../use-cases/sell.ts';
import { sell } from '../use-cases/sell.ts';

export interface SalesDeps {
  selling: SellDeps;
  /** Lets few sales through at a time: who comes in a crowd waits before anything is begun. */
  inLine<T>(sell: () => Promise<T>): Promise<T>;
  reads: SaleReads;
  metrics: SaleMetrics;
}

const READERS = ['clerk', 'manager', 'headOffice', 'operator'] as const;
const instant = z.iso.datetime({ offset: true }).or(z.iso.date());
const listQuery = pageQuery(['createdAt'])
  .omit({ sort: true })
  .extend({ locationId: id.optional(), from: instant.optional(), to: instant.optional() });
const REFUSALS = {
  'stock.insufficient': 'each short line is listed (409)',
  'payment.declined': 'the provider said no; nothing is left behind (402)',
  'tender.insufficient': 'the tenders do not cover the total (422)',
  'tender.too_much': 'cards carry more than the total (422)',
  'cart.sold': 'the cart was sold, or is being sold, by another request (409)',
  'sale.id_taken': 'the id is of another sale, or of one of other goods (409)',
  'product.unknown': 'a product is not sold, or not any more (422)',
};

export function salesRoutes({ selling, inLine, reads, metrics }: SalesDeps): Route[] {
  return [
    route(
      'POST',
      '/api/sales',
      {
        summary: 'Sell at a till',
        access: roles('clerk', 'manager'),
        idempotency: 'required',
        body: saleRequest,
        answers: { 201: sale },
        refusals: REFUSALS,
      },
      async (request) => {
        const { body, actor, context } = request;
        assertWorksAt(actor, body.locationId);
        const idempotent = idempotentRequestOf({ ...request, fingerprint: fingerprintOf(body) });
        return metrics.counted(() => inLine(() => sell(selling, body, idempotent, actor, context)));
      },
    ),

    route(
      'GET',
      '/api/sales',
      {
        summary: 'Sales, newest first; those who work at one location see its own',
        access: roles(...READERS),
        query: listQuery,
        answers: { 200: pageOf(sale) },
      },
      async ({ query, actor }) => {
        const locationId = locationInSight(actor, query.locationId);
        const list = await reads.list({ ...query, locationId });
        return ok({ ...list, items: list.items.map(saleView) });
      },
    ),

    route(
      'GET',
      '/api/sales/:id',
      { summary: 'One sale', access: roles(...READERS), params: z.object({ id }), answers: { 200: sale } },
      async ({ params, actor }) => {
        const found = await reads.sale(params.id);
        if (found === undefined) throw saleNotFound();
        assertWorksAt(actor, found.locationId);
        return ok(saleView(found));
      },
    ),
  ];
}

/** What makes two requests one sale. Of a card only the last digits go in: a digest of a whole number can be guessed back. */
function fingerprintOf({ tenders, ...rest }: SaleRequest): string {
  const masked = tenders.map((tender) => {
    if (tender.type === 'card') return { ...tender, cardNumber: tender.cardNumber?.slice(-4) };
    return tender.type === 'giftCard' ? { ...tender, giftCardCode: tender.giftCardCode.slice(-4) } : tender;
  });
  return createHash('sha256')
    .update(JSON.stringify({ ...rest, tenders: masked }))
    .digest('hex');
}
