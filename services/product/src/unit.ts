import type { EventContext } from '@comptoir/event-bus';
import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import type { Change } from './domain/product.ts';
import { productEvents } from './repositories/product.events.ts';
import { productsRepository } from './repositories/products.repository.ts';

/** What one transaction of the product service offers: all of it happens, or none. */
export function productUnit(trx: Transaction, context: EventContext) {
  return {
    products: productsRepository(trx),
    events: productEvents(outboxOf(trx, { source: 'product', context })),
  };
}

export type ProductUnit = ReturnType<typeof productUnit>;

/** Opens a transaction for a request, and answers the changes it made when they are committed and no longer cached. */
export type ChangeProducts = <C extends Change>(
  context: EventContext,
  work: (unit: ProductUnit) => Promise<C[]>,
) => Promise<C[]>;
