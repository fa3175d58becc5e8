import { charge, chargeRequest } from '@comptoir/contracts/http/payment';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { created, ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Charge } from '../domain/charge.ts';
import { paymentNotFound, providerTimeout } from '../domain/refusals.ts';
import type { PaymentMetrics } from '../metrics.ts';
import type { ChargesReads } from '../repositories/charges.read.ts';
import type { SettleDeps } from '../use-cases/settle-charge.ts';
import { settleCharge } from '../use-cases/settle-charge.ts';
import { takeCharge } from '../use-cases/take-charge.ts';

export interface ChargesDeps {
  payments: SettleDeps;
  reads: Pick<ChargesReads, 'find'>;
  metrics: Pick<PaymentMetrics, 'watched'>;
}

const CALLERS = ['sale', 'order'];
const params = z.object({ id });

export function chargesRoutes({ payments, reads, metrics }: ChargesDeps): Route[] {
  return [
    route(
      'POST',
      '/internal/charges',
      {
        summary: 'Take the money of one tender; the same id again is the same charge',
        access: services(...CALLERS),
        body: chargeRequest,
        answers: { 201: charge },
        refusals: {
          'payment.declined': 'nothing was taken; the reason is in errors (402)',
          'payment.closed': 'refunded already, perhaps before it was charged (409)',
          'payment.provider_timeout': 'nobody knows whether money was taken: ask again, or refund (503, 504)',
        },
      },
      async ({ body, context }) =>
        created(taken(await metrics.watched(() => takeCharge(payments, body, context)))),
    ),

    route(
      'GET',
      '/internal/charges/:id',
      {
        summary:
          'Money that was taken under this id, and whether it went back; asks the provider when only it knows',
        access: services(...CALLERS),
        params,
        answers: { 200: charge },
        refusals: { 'payment.not_found': 'no money was ever taken under this id (404)' },
      },
      async ({ params: wanted, context }) => {
        const known = await reads.find(wanted.id);
        if (known === undefined) throw paymentNotFound();
        const settled = await settleCharge(payments, known, context);
        if (settled.unsettledSince !== null) throw providerTimeout('unavailable');
        if (settled.status !== 'captured' && settled.status !== 'refunded') throw paymentNotFound();
        return ok(taken(settled));
      },
    ),
  ];
}

function taken({ id: chargeId, status, amountCents, authorization, last4 }: Charge) {
  return { id: chargeId, status, amountCents, authorization, last4 };
}
