import { baseConfig, databaseConfig, dataRedisConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const KEY_BYTES = 32;

const authConfig = baseConfig
  .extend(databaseConfig.shape)
  .extend(dataRedisConfig.shape)
  .extend({
    /** Encrypts the private signing keys at rest. Change it, and those keys are lost: everybody signs in anew. */
    AUTH_KEY_SECRET: z
      .string()
      .regex(/^[\w-]{43}$/, `must be ${KEY_BYTES} bytes in base64url`)
      .transform((text) => Buffer.from(text, 'base64url')),
    /** How long a sign-in lives on without being used. */
    REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** A new signing key is published this long before it signs, so that nobody meets a signature they cannot check. */
    SIGNING_KEY_LEAD_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
    /** Each password hash takes 19 MiB and a thread of libuv's four; the others must not wait for all of them. */
    PASSWORD_HASHES_AT_ONCE: z.coerce.number().int().min(1).max(3).default(2),
    /** Hashes that may wait for their turn; one more is refused with 503. */
    PASSWORD_HASHES_WAITING: z.coerce.number().int().min(0).max(1_000).default(40),
  });

export type AuthConfig = z.infer<typeof authConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): AuthConfig =>
  readConfig(authConfig, env);
