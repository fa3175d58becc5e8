import type { EventContext } from '@comptoir/event-bus';
import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import { idempotencyStore } from '@comptoir/service-kit';
import { knownProductsRepository } from './repositories/known-products.repository.ts';
import { ledgerRepository } from './repositories/ledger.repository.ts';
import { levelsRepository } from './repositories/levels.repository.ts';
import { reservationsRepository } from './repositories/reservations.repository.ts';
import { stockEvents } from './repositories/stock.events.ts';

/** What one transaction of the stock service offers: all of it happens, or none. */
export function stockUnit(trx: Transaction, context: EventContext) {
  return {
    levels: levelsRepository(trx),
    reservations: reservationsRepository(trx),
    ledger: ledgerRepository(trx),
    knownProducts: knownProductsRepository(trx),
    events: stockEvents(outboxOf(trx, { source: 'stock', context })),
    idempotency: idempotencyStore(trx),
  };
}

export type StockUnit = ReturnType<typeof stockUnit>;

/** Opens a transaction for a request or a background job and hands out its unit. */
export type InTransaction = <T>(context: EventContext, work: (unit: StockUnit) => Promise<T>) => Promise<T>;
