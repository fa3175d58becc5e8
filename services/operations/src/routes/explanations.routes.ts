import { explanation, storyReference } from '@comptoir/contracts/http/explanation';
import type { Route } from '@comptoir/service-kit';
import { ok, roles, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import { explainSale } from '../use-cases/explain-sale.ts';
import type { ExplainDeps } from '../use-cases/story-ports.ts';

const params = z.object({ reference: storyReference });
const refusals = { 'explanation.not_found': 'No sale and no log line has this reference.' };

/** The same answer for people and for the command line, which speaks for the mesh. */
export function explanationsRoutes(deps: ExplainDeps): Route[] {
  const summary = 'The whole story of a sale, by receipt number, its id, or a trace';
  const answers = { 200: explanation };
  return [
    route(
      'GET',
      '/api/ops/explanations/:reference',
      { summary, access: roles('operator'), params, answers, refusals },
      async ({ params: { reference }, context }) => ok(await explainSale(deps, reference, context)),
    ),
    route(
      'GET',
      '/internal/explanations/:reference',
      { summary, access: services('mesh'), params, answers, refusals },
      async ({ params: { reference }, context }) => ok(await explainSale(deps, reference, context)),
    ),
  ];
}
