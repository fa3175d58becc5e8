import type { Actor, Answer, Context, IdempotentRequest } from '@comptoir/service-kit';
import { AppError, assertWorksAt, ok, once } from '@comptoir/service-kit';
import type { RegisterSession } from '../domain/register-session.ts';
import { figuresOf, sessionNotFound, sessionReport } from '../domain/register-session.ts';
import type { SaleUnit } from './ports.ts';

export type CloseRegisterUnit = Pick<SaleUnit, 'registerSessions' | 'idempotency'>;

export interface CloseRegister {
  sessionId: string;
  countedCents: number;
  actor: Actor;
}

/**
 * Closes a session with what was counted in its drawer. While a sale of the register is on its way it is refused
 * (409 `register.sale_in_flight`): its cash may be in the drawer, and in no figure yet. Throws 404
 * `registerSession.not_found`, 403 `location.forbidden` or `registerSession.not_yours`, 409 `registerSession.closed`.
 */
export async function closeRegister(
  unit: CloseRegisterUnit,
  { sessionId, countedCents, actor }: CloseRegister,
  request: IdempotentRequest,
  { now }: Pick<Context, 'now'>,
): Promise<Answer> {
  return once(unit.idempotency, request, now, async () => {
    const session = await unit.registerSessions.findForUpdate(sessionId);
    if (session === undefined) throw sessionNotFound();
    assertMayClose(session, actor);

    const { takings, inFlight } = await unit.registerSessions.takings(session);
    if (inFlight > 0) throw saleInFlight(session);
    const figures = figuresOf(session, takings);
    const closed = { ...session, closing: { closedAt: now, closedBy: actor.sub, countedCents, figures } };
    await unit.registerSessions.close(closed);
    return ok(sessionReport(closed, figures));
  });
}

function assertMayClose({ locationId, openedBy, closing, till }: RegisterSession, actor: Actor): void {
  assertWorksAt(actor, locationId);
  if (actor.role === 'clerk' && actor.sub !== openedBy) {
    const message = 'A manager must close a register that somebody else opened.';
    throw new AppError('forbidden', 'registerSession.not_yours', message);
  }
  if (closing !== null) {
    const message = `This session of register ${till} was closed at ${closing.closedAt.toISOString()}.`;
    throw new AppError('conflict', 'registerSession.closed', message);
  }
}

function saleInFlight({ till }: RegisterSession): AppError {
  const message = `A sale at register ${till} is not finished yet: close it in a moment.`;
  return new AppError('conflict', 'register.sale_in_flight', message, { retryAfterSeconds: 1 });
}
