import { refund, refundRequest } from '@comptoir/contracts/http/payment';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { PaymentMetrics } from '../metrics.ts';
import type { PaymentDeps } from '../use-cases/ports.ts';
import { refundCharge } from '../use-cases/refund-charge.ts';

export interface RefundsDeps {
  payments: PaymentDeps;
  metrics: Pick<PaymentMetrics, 'watched'>;
}

export function refundsRoutes({ payments, metrics }: RefundsDeps): Route[] {
  return [
    route(
      'PUT',
      '/internal/charges/:id/refund',
      {
        summary: 'Give all of it back, once; also before it was charged',
        access: services('sale', 'order'),
        params: z.object({ id }),
        body: refundRequest,
        answers: { 200: refund },
        refusals: { 'payment.provider_timeout': 'ask again; it is finished in any case (503, 504)' },
      },
      async ({ params, body, context }) => {
        const closed = await metrics.watched(() => refundCharge(payments, { ...params, ...body }, context));
        const { status } = closed;
        return ok({ id: closed.id, status, amountCents: status === 'refunded' ? closed.amountCents : 0 });
      },
    ),
  ];
}
