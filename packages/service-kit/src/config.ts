import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** The settings every service has; a service's own `config.ts` extends it and is the only reader of process.env. */
export const baseConfig = z.object({
  SERVICE_NAME: z.string().regex(/^[a-z][a-z-]*$/),
  REPLICA: z.string().regex(/^\d+$/).default('1'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  GATEWAY_INTERNAL_URL: z.url(),
  SERVICE_KEY_FILE: z.string().min(1),
  SERVICE_JWKS_FILE: z.string().min(1),
  /** Requests in flight above which the process sheds load. */
  MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(256),
  MAX_EVENT_LOOP_DELAY_MS: z.coerce.number().int().min(10).default(500),
  /** Share of the traces that are kept whatever becomes of them; failed and slow ones are kept too. */
  TRACE_SAMPLE_RATIO: z.coerce.number().min(0).max(1).default(0.01),
  /** A request that takes this long is a slow one. */
  TRACE_SLOW_MS: z.coerce.number().int().min(1).default(500),
  /** Spans go to this file as JSON lines. */
  TRACE_FILE: z
    .string()
    .regex(/\.jsonl$/)
    .optional(),
  /** Spans go to this collector, by OTLP over HTTP. */
  OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});

export type BaseConfig = z.infer<typeof baseConfig>;

export const databaseConfig = z.object({
  DATABASE_URL: z.url({ protocol: /^mysql$/ }),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(64).default(8),
});
export const cacheConfig = z.object({ REDIS_CACHE_URL: z.url({ protocol: /^rediss?$/ }) });
export const dataRedisConfig = z.object({ REDIS_DATA_URL: z.url({ protocol: /^rediss?$/ }) });

/** A setting that is wrong or missing is the operator's to mend: EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;

/** Parses the environment; names every problem at once on stderr and ends the process when there is one. */
export function readConfig<T>(schema: z.ZodType<T>, env: Record<string, string | undefined>): T {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  process.stderr.write(`The configuration is not usable:\n${problems.join('\n')}\n`);
  process.exit(EXIT_CONFIG);
}
