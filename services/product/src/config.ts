import { baseConfig, cacheConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import type { z } from 'zod';

const productConfig = baseConfig
  .extend(databaseConfig.shape)
  .extend(cacheConfig.shape)
  .extend(dataRedisConfig.shape);

export type ProductConfig = z.infer<typeof productConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): ProductConfig =>
  readConfig(productConfig, env);
