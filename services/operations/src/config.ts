import { baseConfig, readConfig } from '@comptoir/service-kit';
import { z } from 'zod';

const operationsConfig = baseConfig.extend({
  PROMETHEUS_URL: z.url({ protocol: /^https?$/ }),
  /** Folder of the log files; without one, logs are somewhere else. */
  LOG_DIR: z.string().min(1).optional(),
  /** Where a person sees the spans of a trace, like `https://…/{traceId}`, when they are kept somewhere else. */
  TRACE_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export type OperationsConfig = z.infer<typeof operationsConfig>;

/** Settings of this process; the only place that reads the environment. */
export const loadConfig = (env: Record<string, string | undefined> = process.env): OperationsConfig =>
  readConfig(operationsConfig, env);
