import { consumeStateless } from '@comptoir/event-bus';
import { locationClient } from '@comptoir/location-client';
import type { App, Kit } from '@comptoir/service-kit';
import { createVersionedCache } from '@comptoir/service-kit';
import { barcodeOwner, catalogueClient } from './clients/catalogue.client.ts';
import type { CartConfig } from './config.ts';
import { onProductChanged } from './consumers/product-changed.consumer.ts';
import { catalogueProduct } from './domain/catalogue-product.ts';
import { cartMetrics } from './metrics.ts';
import { cartStore } from './repositories/cart-store.ts';
import { cartsRepository } from './repositories/carts.repository.ts';
import { parkedCartsRepository } from './repositories/parked-carts.repository.ts';
import { cartsRoutes } from './routes/carts.routes.ts';
import { checkoutRoutes } from './routes/checkout.routes.ts';
import { itemsRoutes } from './routes/items.routes.ts';
import { parkedRoutes } from './routes/parked.routes.ts';

/** The longest a cart may show a price of the past, should the news of a change not reach us. */
const CACHE_TTL_SECONDS = 60;
/** What a cart shows is no promise: the sale asks for its prices anew. A scan must not ask Redis for the whole cart again. */
const REMEMBER_MS = 1_000;

/** Composition root of cart: every object is made here, every route and consumer is wired here. */
export function createApp(config: CartConfig, kit: Kit): App {
  const redis = kit.openDataRedis(config.REDIS_DATA_URL);
  kit.readyWhile('redis-data', async () => {
    await redis.ping();
  });
  const store = cartStore(redis);
  const ttlSeconds = { till: config.CART_TILL_TTL_SECONDS, web: config.CART_WEB_TTL_SECONDS };
  const carts = cartsRepository(store, ttlSeconds);
  const parkedCarts = parkedCartsRepository(store, ttlSeconds);

  const caching = {
    redis: kit.openCacheRedis(config.REDIS_CACHE_URL),
    ttlSeconds: CACHE_TTL_SECONDS,
    rememberMs: REMEMBER_MS,
    metrics: kit.metrics.cache,
  };
  const products = createVersionedCache({ ...caching, name: 'cart-product', schema: catalogueProduct });
  const barcodes = createVersionedCache({ ...caching, name: 'cart-barcode', schema: barcodeOwner });
  const catalogue = catalogueClient({ http: kit.client('product'), products, barcodes });
  const locations = locationClient(kit.client('location'));

  const { routes: deadLetterRoutes } = consumeStateless(kit, {
    redisUrl: config.REDIS_DATA_URL,
    subscriptions: { product: onProductChanged(products) },
  });

  return {
    routes: [
      ...cartsRoutes({ carts, catalogue, locations }),
      ...itemsRoutes({ carts, catalogue, metrics: cartMetrics(kit.metrics.registry) }),
      ...parkedRoutes({ parkedCarts, catalogue }),
      ...checkoutRoutes({ carts }),
      ...deadLetterRoutes,
    ],
  };
}
