import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import { idempotencyStore } from '@comptoir/service-kit';
import type { ChargeStatus } from './domain/charge.ts';
import { chargesRepository } from './repositories/charges.repository.ts';
import { giftCardsRepository } from './repositories/gift-cards.repository.ts';
import { paymentEvents } from './repositories/payment.events.ts';
import type { PaymentUnit, Work } from './use-cases/ports.ts';

/** What one transaction of the payment service offers: all of it happens, or none. `reached` hears of each new state. */
export function paymentUnit(
  trx: Transaction,
  context: Work,
  reached: (status: ChargeStatus) => void,
): PaymentUnit {
  const events = paymentEvents(outboxOf(trx, { source: 'payment', context }), context.now);
  return {
    charges: chargesRepository(trx),
    giftCards: giftCardsRepository(trx),
    events: {
      reached: async (charge) => {
        await events.reached(charge);
        reached(charge.status);
      },
    },
    idempotency: idempotencyStore(trx),
  };
}
