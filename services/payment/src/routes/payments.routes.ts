import { createHash } from 'node:crypto';
import { cardNumber, payment, processRequest } from '@comptoir/contracts/http/payment';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { idempotentRequestOf, ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { paymentView } from '../domain/payment-view.ts';
import { paymentNotFound } from '../domain/refusals.ts';
import type { PaymentMetrics } from '../metrics.ts';
import type { ChargesReads } from '../repositories/charges.read.ts';
import type { ProcessDeps } from '../use-cases/process-payment.ts';
import { processPayment } from '../use-cases/process-payment.ts';

export interface PaymentsDeps {
  payments: ProcessDeps;
  reads: Pick<ChargesReads, 'find'>;
  metrics: Pick<PaymentMetrics, 'watched'>;
  /** What the provider takes for a card number, in Markdown. */
  cardNumbers: string;
}

const params = z.object({ id });

export function paymentsRoutes({ payments, reads, metrics, cardNumbers }: PaymentsDeps): Route[] {
  return [
    route(
      'POST',
      '/api/payments/:id/process',
      {
        summary: 'Pay what an order asks for, by card',
        access: roles('customer'),
        idempotency: 'required',
        params,
        body: processRequest.extend({ cardNumber: cardNumber.describe(cardNumbers) }),
        answers: { 200: payment },
        refusals: {
          'payment.declined': 'the reason is in errors; try again with another Idempotency-Key (402)',
          'payment.not_found': 'there is none of this id, or it is not yours (404)',
          'payment.closed': 'paid or called off already (409)',
          'payment.in_progress': 'another try is still being decided (409)',
          'card.invalid': 'the check digit is wrong (422)',
          'payment.provider_timeout':
            'undecided; the same Idempotency-Key again tells what became of it (503, 504)',
        },
      },
      async (request) => {
        const { params: wanted, body, actor, context } = request;
        const processing = { ...wanted, ...body, actor };
        const idempotent = idempotentRequestOf({ ...request, fingerprint: fingerprintOf(processing) });
        return metrics.watched(() => processPayment(payments, processing, idempotent, context));
      },
    ),

    route(
      'GET',
      '/api/payments/:id',
      { summary: 'One payment', access: roles('customer', 'headOffice'), params, answers: { 200: payment } },
      async ({ params: wanted, actor }) => {
        const found = await reads.find(wanted.id);
        if (found === undefined) throw paymentNotFound();
        if (actor.role === 'customer' && found.customerId !== actor.sub) throw paymentNotFound();
        return ok(paymentView(found));
      },
    ),
  ];
}

/** Of what may be kept: from a digest of the whole number and its last digits, the number could be guessed back. */
function fingerprintOf(processing: { id: string; cardNumber: string }): string {
  return createHash('sha256')
    .update(`${processing.id} ${processing.cardNumber.slice(-4)}`)
    .digest('hex');
}
