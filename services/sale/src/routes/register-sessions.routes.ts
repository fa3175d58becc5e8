import { registerSession, registerSessionReport } from '@comptoir/contracts/http/register-session';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { assertWorksAt, locationInSight, ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { sessionNotFound, sessionReport, sessionView } from '../domain/register-session.ts';
import type { RegisterSessionReads } from '../repositories/register-sessions.read.ts';

const READERS = ['clerk', 'manager', 'headOffice', 'operator'] as const;
const listQuery = pageQuery(['openedAt'])
  .omit({ sort: true })
  .extend({
    locationId: id.optional(),
    open: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  });

export function registerSessionsRoutes({ reads }: { reads: RegisterSessionReads }): Route[] {
  return [
    route(
      'GET',
      '/api/register-sessions',
      {
        summary: 'Register sessions, newest first; those who work at one location see its own',
        access: roles(...READERS),
        query: listQuery,
        answers: { 200: pageOf(registerSession) },
      },
      async ({ query, actor }) => {
        const list = await reads.list({ ...query, locationId: locationInSight(actor, query.locationId) });
        return ok({ ...list, items: list.items.map(sessionView) });
      },
    ),

    route(
      'GET',
      '/api/register-sessions/:id',
      {
        summary: 'One session and what went through its register',
        access: roles(...READERS),
        params: z.object({ id }),
        answers: { 200: registerSessionReport },
      },
      async ({ params, actor }) => {
        const session = await reads.session(params.id);
        if (session === undefined) throw sessionNotFound();
        assertWorksAt(actor, session.locationId);
        return ok(sessionReport(session, await reads.figures(session)));
      },
    ),
  ];
}
