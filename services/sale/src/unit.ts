import type { EventContext } from '@comptoir/event-bus';
import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import { idempotencyStore } from '@comptoir/service-kit';
import { receiptsRepository } from './repositories/receipts.repository.ts';
import { registerSessionsRepository } from './repositories/register-sessions.repository.ts';
import { sagasRepository } from './repositories/sagas.repository.ts';
import { saleEvents } from './repositories/sale.events.ts';
import { salesRepository } from './repositories/sales.repository.ts';
import { soldCartsRepository } from './repositories/sold-carts.repository.ts';
import type { SaleUnit } from './use-cases/ports.ts';

/** What one transaction of the sale service offers: all of it happens, or none. */
export function saleUnit(trx: Transaction, context: EventContext, leaseSeconds: number): SaleUnit {
  return {
    sales: salesRepository(trx),
    soldCarts: soldCartsRepository(trx),
    sagas: sagasRepository(trx, leaseSeconds),
    receipts: receiptsRepository(trx),
    events: saleEvents(outboxOf(trx, { source: 'sale', context })),
    registerSessions: registerSessionsRepository(trx),
    idempotency: idempotencyStore(trx),
  };
}
