import { baseConfig, cacheConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const HOUR = 3_600;
/** Which carts were sold is remembered by sale for a fortnight: none may be there for longer. */
const ttl = z.coerce
  .number()
  .int()
  .min(1)
  .max(13 * 24 * HOUR);

const cartConfig = baseConfig
  .extend(cacheConfig.shape)
  .extend(dataRedisConfig.shape)
  .extend({
    /** How long carts live after their last change: those of tills, and those of the web. */
    CART_TILL_TTL_SECONDS: ttl.default(24 * HOUR),
    CART_WEB_TTL_SECONDS: ttl.default(7 * 24 * HOUR),
  });

export type CartConfig = z.infer<typeof cartConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): CartConfig =>
  readConfig(cartConfig, env);
