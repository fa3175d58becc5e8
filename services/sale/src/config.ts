import { baseConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const saleConfig = baseConfig
  .extend(databaseConfig.shape)
  .extend(dataRedisConfig.shape)
  .extend({
    /** More than the line holds: what is no sale is answered although the line is full. */
    MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(512),
    /** What a clerk may cancel without a manager. */
    CLERK_CANCEL_LIMIT_CENTS: z.coerce.number().int().min(0).default(5_000),
    /** How long one process may drive a saga before another takes over. Longer than any request. */
    SAGA_LEASE_SECONDS: z.coerce.number().int().min(1).max(300).default(15),
    /** A checkout older than this is walked back instead of finished: the customer has left the till. */
    SAGA_DEADLINE_SECONDS: z.coerce.number().int().min(5).max(600).default(60),
    SAGA_RECOVERY_INTERVAL_MS: z.coerce.number().int().min(50).default(2_000),
    /** Till sales a process carries through side by side; more would only make each of them slower. */
    CHECKOUTS_AT_ONCE: z.coerce.number().int().min(1).max(1_000).default(32),
    /** How many more may stand in line for that; one more is told 503. */
    CHECKOUTS_WAITING: z.coerce.number().int().min(0).max(10_000).default(256),
    /** How long a till sale may stand in line for that; of the five seconds of a request the rest is for the sale itself. */
    CHECKOUT_PATIENCE_MS: z.coerce.number().int().min(1).max(4_500).default(4_000),
    /** Registration numbers printed on every receipt. The defaults are the demo chain's, and no real company's. */
    TPS_NUMBER: z.string().default('000000000 RT0001'),
    TVQ_NUMBER: z.string().default('0000000000 TQ0001'),
  });

export type SaleConfig = z.infer<typeof saleConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): SaleConfig =>
  readConfig(saleConfig, env);
