import type { MetricsRegistry } from '@comptoir/service-kit';
import { Counter, Gauge } from 'prom-client';

/** Business metrics of stock. `active` is asked at each scrape. */
export function stockMetrics(registry: MetricsRegistry, active: () => Promise<number>) {
  new Gauge({
    name: 'reservations_active',
    help: 'Reservations that hold goods now.',
    registers: [registry],
    async collect() {
      this.set(await active().catch(() => Number.NaN));
    },
  });
  const expired = new Counter({
    name: 'reservations_expired_total',
    help: 'Reservations past their time that were settled.',
    registers: [registry],
  });
  return {
    settled: (count: number) => {
      expired.inc(count);
    },
  };
}

export type StockMetrics = ReturnType<typeof stockMetrics>;
