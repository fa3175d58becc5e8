import { AppError } from '@comptoir/service-kit';
import type { MetricsRegistry } from '@comptoir/service-kit';
import { Counter, Gauge } from 'prom-client';
import type { ChargeStatus } from './domain/charge.ts';

const OUTCOMES = ['captured', 'declined', 'refunded', 'voided', 'timeout'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Business metrics of payment. `pending` is asked at each scrape. */
export function paymentMetrics(registry: MetricsRegistry, pending: () => Promise<number>) {
  const payments = new Counter({
    name: 'payments_total',
    help: 'Payments by what became of them; timeout counts the tries whose outcome the provider did not tell.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of OUTCOMES) payments.inc({ outcome }, 0);
  new Gauge({
    name: 'charges_pending',
    help: 'Charges whose outcome only the card provider knows.',
    registers: [registry],
    async collect() {
      this.set(await pending().catch(() => Number.NaN));
    },
  });

  return {
    /** A committed transaction brought charges to these states. */
    reached: (statuses: readonly ChargeStatus[]) => {
      for (const status of statuses) {
        const outcome = outcomeOf(status);
        if (outcome !== undefined) payments.inc({ outcome });
      }
    },
    /** Counts a try that ends without the provider's word. */
    watched: async <T>(attempt: () => Promise<T>): Promise<T> => {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof AppError && error.code === 'payment.provider_timeout')
          payments.inc({ outcome: 'timeout' });
        throw error;
      }
    },
  };
}

export type PaymentMetrics = ReturnType<typeof paymentMetrics>;

function outcomeOf(status: ChargeStatus): Outcome | undefined {
  if (status === 'void') return 'voided';
  return OUTCOMES.find((outcome) => outcome === status);
}
