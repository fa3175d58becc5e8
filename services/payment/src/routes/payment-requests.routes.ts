import { payment, paymentRequest } from '@comptoir/contracts/http/payment';
import type { Route } from '@comptoir/service-kit';
import { created, route, services } from '@comptoir/service-kit';
import { paymentView } from '../domain/payment-view.ts';
import { openPaymentRequest } from '../use-cases/open-payment-request.ts';
import type { InTransaction } from '../use-cases/ports.ts';

export function paymentRequestsRoutes({ inTransaction }: { inTransaction: InTransaction }): Route[] {
  return [
    route(
      'POST',
      '/internal/payment-requests',
      {
        summary: 'Wait for a customer to pay an order; the same id again is the same payment',
        access: services('order'),
        body: paymentRequest,
        answers: { 201: payment },
        refusals: { 'payment.closed': 'called off or refunded already (409)' },
      },
      async ({ body, context }) =>
        created(paymentView(await openPaymentRequest({ inTransaction }, body, context))),
    ),
  ];
}
