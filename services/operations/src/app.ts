import type { App, Kit } from '@comptoir/service-kit';
import { openPrometheus } from './clients/prometheus-connection.ts';
import { prometheusClient } from './clients/prometheus.client.ts';
import type { OperationsConfig } from './config.ts';
import { logTails } from './repositories/log-tails.ts';
import { alertsRoutes } from './routes/alerts.routes.ts';
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
    ],
  };
}
