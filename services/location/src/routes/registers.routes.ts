import { register, registerRequest } from '@comptoir/contracts/http/location';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { created, ok, roles, route, signedIn } from '@comptoir/service-kit';
import { z } from 'zod';
import { addRegister } from '../use-cases/add-register.ts';
import { locationNotFound } from '../use-cases/edit-location.ts';
import type { LocationsDeps } from './locations.routes.ts';

const params = z.object({ id });

export function registersRoutes({ reads, inTransaction, newId }: LocationsDeps): Route[] {
  return [
    route(
      'GET',
      '/api/locations/:id/registers',
      {
        summary: 'Registers of one place',
        access: signedIn(),
        params,
        query: pageQuery(['number', 'name']),
        answers: { 200: pageOf(register) },
      },
      async ({ params: { id: locationId }, query }) => {
        if ((await reads.one(locationId)) === undefined) throw locationNotFound();
        return ok(await reads.registers(locationId, query));
      },
    ),

    route(
      'POST',
      '/api/locations/:id/registers',
      {
        summary: 'Add a register; without a number it gets the next one',
        access: roles('headOffice'),
        params,
        body: registerRequest,
        answers: { 201: register },
        refusals: {
          'register.number_taken': 'this place has one of that number (409)',
          'register.none_left': 'number 99 is in use (409)',
        },
      },
      async ({ params: { id: locationId }, body, context }) =>
        created(
          await inTransaction(context, (unit) => addRegister(unit, { locationId, id: newId(), ...body })),
        ),
    ),
  ];
}
