import { dirname } from 'node:path';
import type { App, Kit } from '@comptoir/service-kit';
import { openPrometheus } from './clients/prometheus-connection.ts';
import { prometheusClient } from './clients/prometheus.client.ts';
import { storytellersClient } from './clients/storytellers.client.ts';
import type { OperationsConfig } from './config.ts';
import { footprints } from './repositories/footprints.ts';
import { logTails } from './repositories/log-tails.ts';
import { alertsRoutes } from './routes/alerts.routes.ts';
import { explanationsRoutes } from './routes/explanations.routes.ts';
import { logsRoutes } from './routes/logs.routes.ts';
import { meshRoutes } from './routes/mesh.routes.ts';
import { panelsRoutes } from './routes/panels.routes.ts';

/** Composition root of operations: every object is made here, every route is wired here. */
export function createApp(config: OperationsConfig, kit: Kit): App {
  const prometheus = openPrometheus(config.PROMETHEUS_URL);
  kit.onStop(prometheus.close);
  const signals = prometheusClient(prometheus.ask, kit.breaker('prometheus'));
  const logs = config.LOG_DIR === undefined ? undefined : logTails(config.LOG_DIR);

  return {
    routes: [
      ...meshRoutes({ signals }),
      ...panelsRoutes({ signals }),
      ...alertsRoutes({ signals }),
      ...logsRoutes({ logs }),
      ...explanationsRoutes({
        storytellers: storytellersClient(kit),
        footprints: footprints({ logs: config.LOG_DIR, spans: spanFolder(config) }),
        traceUrl: (traceId) => config.TRACE_URL?.replace('{traceId}', traceId),
      }),
    ],
  };
}

/** Every process writes its spans beside ours. */
function spanFolder({ TRACE_FILE }: OperationsConfig): string | undefined {
  return TRACE_FILE === undefined ? undefined : dirname(TRACE_FILE);
}
