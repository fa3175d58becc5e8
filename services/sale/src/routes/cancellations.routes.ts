import { id } from '@comptoir/contracts/primitives';
import { cancelRequest, sale } from '@comptoir/contracts/http/sale';
import type { Route } from '@comptoir/service-kit';
import { idempotentRequestOf, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import type { CancelDeps } from '../use-cases/cancel-sale.ts';
import { cancelSale } from '../use-cases/cancel-sale.ts';

export function cancellationsRoutes({ cancelling }: { cancelling: CancelDeps }): Route[] {
  return [
    route(
      'POST',
      '/api/sales/:id/cancel',
      {
        summary: 'Undo a completed sale: money and goods go back, the sale stays, marked',
        access: roles('clerk', 'manager', 'headOffice'),
        idempotency: 'required',
        params: z.object({ id }),
        body: cancelRequest,
        answers: { 200: sale, 202: sale },
        refusals: {
          'sale.not_cancellable': 'it is not completed (409)',
          'sale.cancel_limit': 'above what a clerk may cancel alone (403)',
        },
      },
      async (request) => {
        const { params, body, actor, context } = request;
        const wanted = { saleId: params.id, reason: body.reason };
        return cancelSale(cancelling, wanted, idempotentRequestOf(request), actor, context);
      },
    ),
  ];
}
