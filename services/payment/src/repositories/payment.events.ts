import { paymentCaptured, paymentDeclined, paymentRefunded } from '@comptoir/contracts/events/payment';
import type { Outbox } from '@comptoir/event-bus';
import type { Charge } from '../domain/charge.ts';
import type { PaymentEvents } from '../use-cases/ports.ts';

/** What payment tells the others, put into the outbox of the transaction that changes it. `now` is when it happened. */
export function paymentEvents(outbox: Outbox, now: Date): PaymentEvents {
  return {
    reached: async (charge) => {
      const event = { subject: charge.id, aggregateVersion: charge.version };
      const money = moneyOf(charge, now);
      const { status, declineCode, refundReason } = charge;
      if (status === 'captured') await outbox.add(paymentCaptured, { ...event, data: money });
      if (status === 'declined' && declineCode !== null) {
        await outbox.add(paymentDeclined, { ...event, data: { ...money, reason: declineCode } });
      }
      if (status === 'refunded') {
        await outbox.add(paymentRefunded, {
          ...event,
          data: { ...money, reason: refundReason ?? 'refunded' },
        });
      }
    },
  };
}

function moneyOf({ id, reference, locationId, customerId, amountCents, means }: Charge, now: Date) {
  const at = now.toISOString();
  return {
    paymentId: id,
    reference,
    locationId,
    customerId,
    amountCents,
    means: means ?? ('card' as const),
    at,
  };
}
