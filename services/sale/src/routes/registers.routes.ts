import {
  registerClosing,
  registerOpening,
  registerSession,
  registerSessionReport,
} from '@comptoir/contracts/http/register-session';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { idempotentRequestOf, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { closeRegister } from '../use-cases/close-register.ts';
import type { OpenRegisterDeps } from '../use-cases/open-register.ts';
import { openRegister } from '../use-cases/open-register.ts';

export function registersRoutes({ registers }: { registers: OpenRegisterDeps }): Route[] {
  return [
    route(
      'POST',
      '/api/register-sessions',
      {
        summary:
          'Take a register with the cash in its drawer; whoever has it already gets their session again (200)',
        access: roles('clerk', 'manager'),
        idempotency: 'required',
        body: registerOpening,
        answers: { 201: registerSession, 200: registerSession },
        refusals: {
          'register.in_use': 'somebody else has it; errors says who and since when (409)',
          'register.unknown': 'this location has no such register (422)',
        },
      },
      async (request) =>
        openRegister(registers, request.body, idempotentRequestOf(request), request.actor, request.context),
    ),

    route(
      'POST',
      '/api/register-sessions/:id/close',
      {
        summary: 'Close a session with what was counted in the drawer: by whoever opened it, or a manager',
        access: roles('clerk', 'manager'),
        idempotency: 'required',
        params: z.object({ id }),
        body: registerClosing,
        answers: { 200: registerSessionReport },
        refusals: {
          'registerSession.not_yours': 'a clerk closes their own (403)',
          'registerSession.closed': 'it is closed already (409)',
          'register.sale_in_flight': 'a sale is not finished yet: try again in a moment (409)',
        },
      },
      async (request) => {
        const {
          params: { id: sessionId },
          body: { countedCents },
          actor,
          context,
        } = request;
        return registers.inTransaction(context, (unit) =>
          closeRegister(unit, { sessionId, countedCents, actor }, idempotentRequestOf(request), context),
        );
      },
    ),
  ];
}
