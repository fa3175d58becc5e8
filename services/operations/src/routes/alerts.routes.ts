import { alertList } from '@comptoir/contracts/http/operations';
import type { Route } from '@comptoir/service-kit';
import { ok, roles, route } from '@comptoir/service-kit';
import { listAlerts } from '../use-cases/list-alerts.ts';
import type { Signals } from '../use-cases/ports.ts';

export function alertsRoutes({ signals }: { signals: Signals }): Route[] {
  return [
    route(
      'GET',
      '/api/ops/alerts',
      {
        summary: 'Alerts that fire, and those about to',
        access: roles('operator'),
        answers: { 200: alertList },
      },
      async ({ context }) => ok(await listAlerts(signals, context)),
    ),
  ];
}
