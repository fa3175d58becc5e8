import { baseConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const paymentConfig = baseConfig
  .extend(databaseConfig.shape)
  .extend(dataRedisConfig.shape)
  .extend({
    /** Patience with one answer of the card provider. */
    CARD_PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(50).max(10_000).default(2_000),
    /** How long the provider may know nothing of a charge before it is closed there. Longer than any call to it. */
    CHARGE_ABANDON_AFTER_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
    CHARGE_RECOVERY_INTERVAL_MS: z.coerce.number().int().min(50).default(2_000),
    /** How long the simulated provider thinks about its slow test card. */
    SIMULATED_SLOW_MS: z.coerce.number().int().min(1).max(60_000).default(5_000),
  });

export type PaymentConfig = z.infer<typeof paymentConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): PaymentConfig =>
  readConfig(paymentConfig, env);
