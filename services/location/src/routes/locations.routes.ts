import { location, locationEdit, locationRequest, locationType } from '@comptoir/contracts/http/location';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { created, ok, roles, route, signedIn } from '@comptoir/service-kit';
import { z } from 'zod';
import type { LocationReads } from '../repositories/location.read.ts';
import type { InTransaction } from '../unit.ts';
import { editLocation, locationNotFound } from '../use-cases/edit-location.ts';
import { openLocation } from '../use-cases/open-location.ts';

export interface LocationsDeps {
  reads: LocationReads;
  inTransaction: InTransaction;
  newId: () => string;
}

const params = z.object({ id });
const CODE_TAKEN = { 'location.code_taken': 'another location has this code (409)' };

export const locationsRoutes = (deps: LocationsDeps): Route[] => [
  list(deps),
  one(deps),
  open(deps),
  edit(deps),
];

const list = ({ reads }: LocationsDeps) =>
  route(
    'GET',
    '/api/locations',
    {
      summary: 'Places of the chain, by type',
      access: signedIn(),
      query: pageQuery(['code', 'name', 'city']).extend({ type: locationType.optional() }),
      answers: { 200: pageOf(location) },
    },
    async ({ query }) => ok(await reads.list(query)),
  );

const one = ({ reads }: LocationsDeps) =>
  route(
    'GET',
    '/api/locations/:id',
    { summary: 'One place', access: signedIn(), params, answers: { 200: location } },
    async ({ params: { id: locationId } }) => {
      const found = await reads.one(locationId);
      if (found === undefined) throw locationNotFound();
      return ok(found);
    },
  );

const open = ({ inTransaction, newId }: LocationsDeps) =>
  route(
    'POST',
    '/api/locations',
    {
      summary: 'Open a place, without registers yet',
      access: roles('headOffice'),
      body: locationRequest,
      answers: { 201: location },
      refusals: CODE_TAKEN,
    },
    async ({ body, context }) => {
      const opened = await inTransaction(context, (unit) => openLocation(unit, { id: newId(), ...body }));
      return created(location.parse(opened), { Location: `/api/locations/${opened.id}` });
    },
  );

const edit = ({ inTransaction }: LocationsDeps) =>
  route(
    'PUT',
    '/api/locations/:id',
    {
      summary: 'Change a place, or close it; optional fields that are missing stay as they are',
      access: roles('headOffice'),
      params,
      body: locationEdit,
      answers: { 200: location },
      refusals: { 'version.conflict': 'somebody changed it meanwhile (409)', ...CODE_TAKEN },
    },
    async ({ params: { id: locationId }, body, context }) => {
      const edited = await inTransaction(context, (unit) => editLocation(unit, { ...body, id: locationId }));
      // Registers are a list of their own, which this shape leaves out.
      return ok(location.parse(edited));
    },
  );
