import type { Sale } from './sale.ts';

/** The sale as the API shows it: without what only the service itself needs. */
export function saleView({ till: _till, tenders, ...sale }: Sale) {
  return { ...sale, tenders: tenders.map(({ chargeId: _chargeId, ...tender }) => tender) };
}
