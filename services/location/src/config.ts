import { baseConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import type { z } from 'zod';

const locationConfig = baseConfig.extend(databaseConfig.shape).extend(dataRedisConfig.shape);

export type LocationConfig = z.infer<typeof locationConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): LocationConfig =>
  readConfig(locationConfig, env);
