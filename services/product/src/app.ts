import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import { product } from '@comptoir/contracts/http/product';
import { openEventBus } from '@comptoir/event-bus';
import type { App, Kit } from '@comptoir/service-kit';
import { createVersionedCache } from '@comptoir/service-kit';
import type { ProductConfig } from './config.ts';
import { productCache } from './repositories/product.cache.ts';
import { productChangesRead } from './repositories/product-changes.read.ts';
import { productReads } from './repositories/product.read.ts';
import { catalogueRoutes } from './routes/catalogue.routes.ts';
import { changesRoutes } from './routes/changes.routes.ts';
import { importsRoutes } from './routes/imports.routes.ts';
import { productsRoutes } from './routes/products.routes.ts';
import { quotesRoutes } from './routes/quotes.routes.ts';
import type { ChangeProducts } from './unit.ts';
import { productUnit } from './unit.ts';

/** How long a product may be wrong in the cache after a write whose tombstone could not be left: a Redis out of reach. */
const CACHE_TTL_SECONDS = 60;

/** Composition root of product: every object is made here, every route is wired here. */
export function createApp(config: ProductConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const publishes = [productCreated, productChanged, productRetired];
  const bus = openEventBus(kit, { database, redisUrl: config.REDIS_DATA_URL, publishes });
  const reads = productReads(database);
  const cache = productCache(
    createVersionedCache({
      redis: kit.openCacheRedis(config.REDIS_CACHE_URL),
      name: 'product',
      ttlSeconds: CACHE_TTL_SECONDS,
      schema: product,
      metrics: kit.metrics.cache,
    }),
    reads,
  );

  const changeProducts: ChangeProducts = async (context, work) => {
    const changes = await database.inTransaction((trx) => work(productUnit(trx, context)));
    bus.nudge();
    await cache.forget(changes);
    return changes;
  };

  return {
    routes: [
      ...changesRoutes({ changes: productChangesRead(database) }),
      ...catalogueRoutes({ reads, cache }),
      ...productsRoutes({ changeProducts }),
      ...quotesRoutes({ reads }),
      ...importsRoutes({ changeProducts }),
    ],
  };
}
