import { openingsAnswer, openingsRequest } from '@comptoir/contracts/http/stock';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import type { InTransaction } from '../unit.ts';
import { openLevels } from '../use-cases/open-levels.ts';

export function openingsRoutes({ inTransaction }: { inTransaction: InTransaction }): Route[] {
  return [
    route(
      'PUT',
      '/internal/openings',
      {
        summary: 'Give products their first stock; levels that exist stay as they are',
        access: services('mesh'),
        body: openingsRequest,
        answers: { 200: openingsAnswer },
      },
      async ({ body, context }) => {
        const items = await inTransaction(context, (unit) => openLevels(unit, body.openings));
        return ok({
          items: items.map(({ locationId, productId, outcome }) => ({ locationId, productId, outcome })),
        });
      },
    ),
  ];
}
