import {
  locationList,
  locationWithRegisters,
  locationsUpsert,
  locationsUpserted,
} from '@comptoir/contracts/http/location';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { z } from 'zod';
import { locationNotFound } from '../use-cases/edit-location.ts';
import { upsertLocations } from '../use-cases/upsert-locations.ts';
import type { LocationsDeps } from './locations.routes.ts';

export function internalRoutes({ reads, inTransaction, newId }: LocationsDeps): Route[] {
  return [
    route(
      'GET',
      '/internal/locations/:id',
      {
        summary: 'One place with its registers, closed ones too',
        access: services('auth', 'stock', 'cart', 'sale', 'order', 'mesh'),
        params: z.object({ id }),
        answers: { 200: locationWithRegisters },
      },
      async ({ params }) => {
        const location = await reads.withRegisters(params.id);
        if (location === undefined) throw locationNotFound();
        return ok(location);
      },
    ),

    route(
      'GET',
      '/internal/locations',
      {
        summary: 'Every place, for an import that gives them stock',
        access: services('mesh'),
        answers: { 200: locationList },
      },
      async () => ok({ items: await reads.all() }),
    ),

    route(
      'PUT',
      '/internal/locations',
      {
        summary: 'Open or change many places by code, with their registers by number',
        access: services('mesh'),
        body: locationsUpsert,
        answers: { 200: locationsUpserted },
      },
      async ({ body, context }) => {
        const locations = await inTransaction(context, (unit) =>
          upsertLocations(unit, body.locations, newId),
        );
        return ok({ items: locations.map(upserted) });
      },
    ),
  ];
}

function upserted({ id: locationId, code, registers }: z.infer<typeof locationWithRegisters>) {
  return {
    id: locationId,
    code,
    registers: registers.map(({ id: registerId, number }) => ({ id: registerId, number })),
  };
}
