import { meshPicture } from '@comptoir/contracts/http/operations';
import type { Route } from '@comptoir/service-kit';
import { ok, roles, route } from '@comptoir/service-kit';
import { pictureMesh } from '../use-cases/picture-mesh.ts';
import type { Signals } from '../use-cases/ports.ts';

export function meshRoutes({ signals }: { signals: Signals }): Route[] {
  return [
    route(
      'GET',
      '/api/ops/mesh',
      {
        summary: 'Gateway, replicas, breakers and engines, each with its state now',
        access: roles('operator'),
        answers: { 200: meshPicture },
      },
      async ({ context }) => ok(await pictureMesh(signals, context)),
    ),
  ];
}
