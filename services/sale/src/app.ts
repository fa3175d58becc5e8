import { saleCancelled, saleRecorded } from '@comptoir/contracts/events/sale';
import { openEventBus } from '@comptoir/event-bus';
import type { App, Kit } from '@comptoir/service-kit';
import { every } from '@comptoir/service-kit';
import { v7 as newId } from 'uuid';
import { cartClient } from './clients/cart.client.ts';
import { locationClient } from './clients/location.client.ts';
import { paymentClient } from './clients/payment.client.ts';
import { productClient } from './clients/product.client.ts';
import { stockClient } from './clients/stock.client.ts';
import type { SaleConfig } from './config.ts';
import { saleMetrics } from './metrics.ts';
import { recoverOverdue } from './recovery.ts';
import { sagaLeases } from './repositories/saga-leases.repository.ts';
import { saleReads } from './repositories/sales.read.ts';
import { cancellationsRoutes } from './routes/cancellations.routes.ts';
import { receiptsRoutes } from './routes/receipts.routes.ts';
import { sagasRoutes } from './routes/sagas.routes.ts';
import { salesRoutes } from './routes/sales.routes.ts';
import { saleUnit } from './unit.ts';
import type { InTransaction, SagaDeps } from './use-cases/ports.ts';
import type { SellDeps } from './use-cases/sell.ts';

/** Composition root of sale: every object is made here, every route and background job is wired here. */
export function createApp(config: SaleConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const bus = openEventBus(kit, {
    database,
    redisUrl: config.REDIS_DATA_URL,
    publishes: [saleRecorded, saleCancelled],
  });
  const reads = saleReads(database);
  const metrics = saleMetrics(kit.metrics.registry, reads.sagasInFlight);

  const inTransaction: InTransaction = async (context, work) => {
    const result = await database.inTransaction((trx) =>
      work(saleUnit(trx, context, config.SAGA_LEASE_SECONDS)),
    );
    bus.nudge();
    return result;
  };
  const leaseOwner = () => `${kit.owner}/${newId()}`;

  const sagas: SagaDeps = {
    inTransaction,
    stock: stockClient(kit.client('stock')),
    payments: paymentClient(kit.client('payment')),
  };
  const carts = cartClient(kit.client('cart'));
  const selling: SellDeps = {
    ...sagas,
    carts,
    catalogue: productClient(kit.client('product')),
    tills: locationClient(kit.client('location')),
    newId,
    leaseOwner,
    discardCart: (cart, context) => carts.discard(cart.id, cart.version, context),
  };

  const leases = sagaLeases(database, config.SAGA_LEASE_SECONDS);
  const deadlineSeconds = config.SAGA_DEADLINE_SECONDS;
  every(config.SAGA_RECOVERY_INTERVAL_MS, kit, 'recover overdue sagas', () =>
    recoverOverdue({ leases, sagas, leaseOwner, deadlineSeconds, log: kit.log }),
  );

  return {
    routes: [
      ...salesRoutes({ selling, reads, metrics }),
      ...cancellationsRoutes({ sagas, leaseOwner, newId, clerkLimitCents: config.CLERK_CANCEL_LIMIT_CENTS }),
      ...receiptsRoutes({ reads, taxNumbers: { tps: config.TPS_NUMBER, tvq: config.TVQ_NUMBER } }),
      ...sagasRoutes({ reads }),
    ],
  };
}
