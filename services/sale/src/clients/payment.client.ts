import { charge, refund } from '@comptoir/contracts/http/payment';
import type { Charge } from '@comptoir/contracts/http/payment';
import type { ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { Payments, Receipt } from '../use-cases/ports.ts';

/** A card provider takes its time; still within the till's patience. */
const CHARGE_TIMEOUT_MS = 3_000;

export function paymentClient(http: ServiceClient): Payments {
  return {
    charge: async ({ chargeId, sale, amountCents, means }, context) => {
      const body = { id: chargeId, reference: sale.id, locationId: sale.locationId, amountCents, means };
      const path = '/internal/charges';
      return receiptOf(
        await http.call({
          method: 'POST',
          path,
          body,
          answer: charge,
          context,
          timeoutMs: CHARGE_TIMEOUT_MS,
        }),
      );
    },
    findCaptured: async (chargeId, context) => {
      try {
        const found = await http.call({
          method: 'GET',
          path: `/internal/charges/${chargeId}`,
          answer: charge,
          context,
        });
        return found.status === 'captured' ? receiptOf(found) : undefined;
      } catch (error) {
        if (error instanceof AppError && error.kind === 'notFound') return undefined;
        throw error;
      }
    },
    refund: async (chargeId, sale, reason, context) => {
      const path = `/internal/charges/${chargeId}/refund`;
      await http.call({ method: 'PUT', path, body: { reference: sale.id, reason }, answer: refund, context });
    },
  };
}

function receiptOf({ authorization, last4 }: Charge): Receipt {
  return last4 === null ? { authorization } : { authorization, last4 };
}
