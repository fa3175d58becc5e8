import { adjustmentRequest, stockLevel } from '@comptoir/contracts/http/stock';
import type { AdjustmentRequest } from '@comptoir/contracts/http/stock';
import type { LocationClient } from '@comptoir/location-client';
import type { Context, Route } from '@comptoir/service-kit';
import {
  answeredBefore,
  assertWorksAt,
  idempotentRequestOf,
  ok,
  once,
  roles,
  route,
} from '@comptoir/service-kit';
import type { ProductClient } from '../clients/product.client.ts';
import { onHandOf } from '../domain/stock-level.ts';
import type { InTransaction } from '../unit.ts';
import type { Adjustment } from '../use-cases/adjust-stock.ts';
import { adjustStock } from '../use-cases/adjust-stock.ts';
import type { KnownProduct } from '../use-cases/ports.ts';

export interface AdjustmentsDeps {
  inTransaction: InTransaction;
  locations: Pick<LocationClient, 'find'>;
  products: ProductClient;
}

export function adjustmentsRoutes({ inTransaction, locations, products }: AdjustmentsDeps): Route[] {
  return [
    route(
      'POST',
      '/api/stock/adjustments',
      {
        summary: 'Bring the book in line with the shelf, by a delta or to a count',
        access: roles('manager', 'logistics'),
        idempotency: 'required',
        body: adjustmentRequest,
        answers: { 200: stockLevel },
        refusals: { 'stock.insufficient': 'would take goods that are reserved or not there (409)' },
      },
      async (request) => {
        const { body, actor, context } = request;
        assertWorksAt(actor, body.locationId);
        const idempotent = idempotentRequestOf(request);
        // First of all, because what was adjusted before may not be adjustable any more: a product is retired.
        const earlier = await inTransaction(context, (unit) => answeredBefore(unit.idempotency, idempotent));
        if (earlier !== undefined) return earlier;

        await locations.find(body.locationId, context);
        // Asked before the transaction: nothing slow inside one.
        const product = await products.fetch(body.productId, context);
        return inTransaction(context, (unit) =>
          once(unit.idempotency, idempotent, context.now, async () => {
            const level = await adjustStock(unit, adjustmentOf(body, product, context));
            return ok({ ...level, onHand: onHandOf(level) });
          }),
        );
      },
    ),
  ];
}

function adjustmentOf(body: AdjustmentRequest, product: KnownProduct, { actor }: Context): Adjustment {
  return {
    locationId: body.locationId,
    product,
    change: body.delta === undefined ? { onHand: body.onHand ?? 0 } : { delta: body.delta },
    reason: body.reason,
    actor: actor?.sub ?? '',
  };
}
