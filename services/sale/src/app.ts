import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { saleCancelled, saleRecorded } from '@comptoir/contracts/events/sale';
import { openEventBus } from '@comptoir/event-bus';
import type { App, Kit } from '@comptoir/service-kit';
import { AppError, every, forgetOldRows } from '@comptoir/service-kit';
import { v7 as newId } from 'uuid';
import { cartClient } from './clients/cart.client.ts';
import { tillClient } from './clients/till.client.ts';
import { paymentClient } from './clients/payment.client.ts';
import { productClient } from './clients/product.client.ts';
import { stockClient } from './clients/stock.client.ts';
import type { SaleConfig } from './config.ts';
import { recoverSagasJob } from './jobs/recover-sagas.job.ts';
import { saleMetrics } from './metrics.ts';
import { registerSessionReads } from './repositories/register-sessions.read.ts';
import { sagaLeases } from './repositories/saga-leases.repository.ts';
import { saleReads } from './repositories/sales.read.ts';
import { storyReads } from './repositories/stories.read.ts';
import { cancellationsRoutes } from './routes/cancellations.routes.ts';
import { receiptsRoutes } from './routes/receipts.routes.ts';
import { registerSessionsRoutes } from './routes/register-sessions.routes.ts';
import { registersRoutes } from './routes/registers.routes.ts';
import { sagasRoutes } from './routes/sagas.routes.ts';
import { salesRoutes } from './routes/sales.routes.ts';
import { storiesRoutes } from './routes/stories.routes.ts';
import { saleUnit } from './unit.ts';
import type { CancelDeps } from './use-cases/cancel-sale.ts';
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
  forgetOldRows(kit, database, ['idempotency_keys', 'sold_carts']);
  const reads = saleReads(database);
  const sessions = registerSessionReads(database);
  const metrics = saleMetrics(kit.metrics.registry, { ...reads, ...sessions });

  const inTransaction: InTransaction = async (context, work) => {
    const result = await database.inTransaction((trx) =>
      work(saleUnit(trx, context, config.SAGA_LEASE_SECONDS)),
    );
    bus.nudge();
    return result;
  };
  const leaseOwner = () => `${kit.owner}/${newId()}`;

  const { stock, payments, ...asking } = neighboursOf(kit);
  const sagas: SagaDeps = { inTransaction, stock, payments, now: () => new Date() };
  const selling: SellDeps = { ...sagas, ...asking, newId, leaseOwner };
  const clerkLimitCents = config.CLERK_CANCEL_LIMIT_CENTS;
  const cancelling: CancelDeps = { ...sagas, newId, leaseOwner, clerkLimitCents };

  const leases = sagaLeases(database, config.SAGA_LEASE_SECONDS);
  const deadlineSeconds = config.SAGA_DEADLINE_SECONDS;
  const recoverSagas = recoverSagasJob({
    leases,
    sagas,
    leaseOwner,
    deadlineSeconds,
    tracer: kit.tracer,
  });
  every(config.SAGA_RECOVERY_INTERVAL_MS, kit, 'recover overdue sagas', recoverSagas);

  return {
    routes: [
      ...receiptsRoutes({
        reads,
        taxNumbers: { tps: config.TPS_NUMBER, tvq: config.TVQ_NUMBER },
        style: receiptStyle(),
      }),
      ...salesRoutes({ selling, inLine: checkoutLine(kit, config), reads, metrics }),
      ...cancellationsRoutes({ cancelling }),
      ...sagasRoutes({ reads }),
      ...registersRoutes({ registers: selling }),
      ...registerSessionsRoutes({ reads: sessions }),
      ...storiesRoutes({ reads: storyReads(database), told: bus.told }),
    ],
  };
}

function checkoutLine(kit: Kit, config: SaleConfig) {
  return kit.bounded('checkouts', {
    atOnce: config.CHECKOUTS_AT_ONCE,
    waiting: config.CHECKOUTS_WAITING,
    patienceMs: config.CHECKOUT_PATIENCE_MS,
    refusal: () =>
      new AppError('unavailable', 'service.overloaded', 'Too many sales are being made right now.', {
        retryAfterSeconds: 1,
      }),
  });
}

/** The same look as on the till's screen: one style sheet for both. */
function receiptStyle(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('@comptoir/receipt/receipt.css')), 'utf8');
}

function neighboursOf(kit: Kit) {
  const carts = cartClient(kit.client('cart'));
  const discardCart: SellDeps['discardCart'] = ({ id, version }, context) =>
    carts.discard(id, version, context);
  return {
    stock: stockClient(kit.client('stock')),
    payments: paymentClient(kit.client('payment')),
    catalogue: productClient(kit.client('product')),
    tills: tillClient(kit.client('location')),
    carts,
    discardCart,
  };
}
