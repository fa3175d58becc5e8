import { baseConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const stockConfig = baseConfig
  .extend(databaseConfig.shape)
  .extend(dataRedisConfig.shape)
  .extend({
    /** How long goods are held for a sale or an order that says nothing more. */
    RESERVATION_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(900),
    /** How often reservations past that time are settled. */
    RESERVATION_SETTLE_INTERVAL_MS: z.coerce.number().int().min(50).default(5_000),
  });

export type StockConfig = z.infer<typeof stockConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): StockConfig =>
  readConfig(stockConfig, env);
