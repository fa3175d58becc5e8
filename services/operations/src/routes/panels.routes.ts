import { panelList, panelSeries, seriesQuery } from '@comptoir/contracts/http/operations';
import { isPerService, panels } from '@comptoir/panels';
import type { Route } from '@comptoir/service-kit';
import { ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { drawPanel } from '../use-cases/draw-panel.ts';
import type { Signals } from '../use-cases/ports.ts';

const panelParams = z.object({ id: z.string().max(60) });

export function panelsRoutes({ signals }: { signals: Signals }): Route[] {
  const items = panels.map((panel) => ({ ...panel, perService: isPerService(panel) }));
  return [
    route(
      'GET',
      '/api/ops/panels',
      { summary: 'What can be drawn', access: roles('operator'), answers: { 200: panelList } },
      async () => Promise.resolve(ok({ items })),
    ),

    route(
      'GET',
      '/api/ops/panels/:id/series',
      {
        summary: 'The lines of one panel over the last minutes',
        access: roles('operator'),
        params: panelParams,
        query: seriesQuery,
        answers: { 200: panelSeries },
        refusals: {
          'panel.not_found': 'No panel has this id.',
          'panel.not_per_service': 'A service was named for a panel that shows the whole mesh only.',
          'service.unknown': 'No service has this name.',
        },
      },
      async ({ params, query: { service, minutes }, context }) =>
        ok(await drawPanel(signals, { panelId: params.id, service, minutes }, context)),
    ),
  ];
}
