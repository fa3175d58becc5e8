import type { OpenMetricsContentType, Registry } from 'prom-client';

/** Its format is OpenMetrics, which carries exemplars. */
export type MetricsRegistry = Registry<OpenMetricsContentType>;
