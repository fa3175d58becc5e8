import type { MetricsRegistry } from '@comptoir/service-kit';
import { Counter } from 'prom-client';

/** Business metrics of cart. */
export function cartMetrics(registry: MetricsRegistry) {
  const added = new Counter({
    name: 'cart_items_added_total',
    help: 'Units put into carts.',
    registers: [registry],
  });
  return {
    added: (units: number) => {
      added.inc(units);
    },
  };
}

export type CartMetrics = ReturnType<typeof cartMetrics>;
