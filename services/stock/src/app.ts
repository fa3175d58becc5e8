import { stockAdjusted, stockReleased } from '@comptoir/contracts/events/stock';
import { openEventBus } from '@comptoir/event-bus';
import { locationClient } from '@comptoir/location-client';
import type { App, Kit } from '@comptoir/service-kit';
import { every, forgetOldRows } from '@comptoir/service-kit';
import { holderClient } from './clients/holder.client.ts';
import { productClient } from './clients/product.client.ts';
import type { StockConfig } from './config.ts';
import { onProductChanged } from './consumers/product-changed.consumer.ts';
import { onSaleCancelled } from './consumers/sale-cancelled.consumer.ts';
import { onSaleRecorded } from './consumers/sale-recorded.consumer.ts';
import { HOLDERS } from './domain/reservation.ts';
import { settleExpiredJob } from './jobs/settle-expired.job.ts';
import { stockMetrics } from './metrics.ts';
import { reservationReads } from './repositories/reservations.read.ts';
import { stockReads } from './repositories/stock.read.ts';
import { storyReads } from './repositories/stories.read.ts';
import { adjustmentsRoutes } from './routes/adjustments.routes.ts';
import { levelsRoutes } from './routes/levels.routes.ts';
import { openingsRoutes } from './routes/openings.routes.ts';
import { reservationsRoutes } from './routes/reservations.routes.ts';
import { storiesRoutes } from './routes/stories.routes.ts';
import type { InTransaction } from './unit.ts';
import { stockUnit } from './unit.ts';

/** Composition root of stock: every object is made here, every route and consumer is wired here. */
export function createApp(config: StockConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const bus = openEventBus(kit, {
    database,
    redisUrl: config.REDIS_DATA_URL,
    publishes: [stockReleased, stockAdjusted],
  });
  forgetOldRows(kit, database, ['idempotency_keys']);
  const reads = stockReads(database);
  const reservations = reservationReads(database);
  const metrics = stockMetrics(kit.metrics.registry, reservations.active);

  const inTransaction: InTransaction = async (context, work) => {
    const result = await database.inTransaction((trx) => work(stockUnit(trx, context)));
    bus.nudge();
    return result;
  };

  const locations = locationClient(kit.client('location'));
  const products = productClient(kit.client('product'));
  const holders = Object.fromEntries(HOLDERS.map((holder) => [holder, kit.client(holder)]));

  const { routes: deadLetterRoutes } = bus.consume({
    sale: [onSaleRecorded, onSaleCancelled],
    product: onProductChanged,
  });

  const settleExpired = settleExpiredJob({
    holdersOf: (context) => holderClient(holders, context),
    expired: reservations.expired,
    inTransaction,
    metrics,
  });
  every(config.RESERVATION_SETTLE_INTERVAL_MS, kit, 'settle expired reservations', settleExpired);

  return {
    routes: [
      ...levelsRoutes({ reads }),
      ...adjustmentsRoutes({ inTransaction, locations, products }),
      ...reservationsRoutes({ inTransaction, ttlSeconds: config.RESERVATION_TTL_SECONDS }),
      ...openingsRoutes({ inTransaction }),
      ...storiesRoutes({ reads: storyReads(database), told: bus.told }),
      ...deadLetterRoutes,
    ],
  };
}
