import { usersImport, usersImported } from '@comptoir/contracts/http/auth';
import type { LocationClient } from '@comptoir/location-client';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import type { InTransaction } from '../unit.ts';
import type { ImportUsersDeps } from '../use-cases/import-users.ts';
import { importUsers } from '../use-cases/import-users.ts';

export interface ImportDeps extends Pick<ImportUsersDeps, 'findByUsername' | 'passwords' | 'newId'> {
  inTransaction: InTransaction;
  locations: Pick<LocationClient, 'find'>;
}

export function importRoutes({ inTransaction, locations, ...deps }: ImportDeps): Route[] {
  return [
    route(
      'PUT',
      '/internal/users',
      {
        summary:
          'Create the users that are missing; run out of time, it goes on where it stopped when asked again',
        access: services('mesh'),
        body: usersImport,
        answers: { 200: usersImported },
      },
      async ({ body, context }) => {
        const places = new Set(body.users.flatMap(({ locationId }) => locationId ?? []));
        for (const place of places) await locations.find(place, context);
        const items = await importUsers(
          { ...deps, inTransaction: (work) => inTransaction(context, work) },
          body.users,
        );
        return ok({ items });
      },
    ),
  ];
}
