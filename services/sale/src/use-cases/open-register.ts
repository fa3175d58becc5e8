import type { RegisterOpening } from '@comptoir/contracts/http/register-session';
import type { Actor, Answer, Context, IdempotentRequest } from '@comptoir/service-kit';
import { answeredBefore, AppError, assertWorksAt, created, ok, once } from '@comptoir/service-kit';
import type { RegisterSession } from '../domain/register-session.ts';
import { sessionView } from '../domain/register-session.ts';
import type { InTransaction, SaleUnit } from './ports.ts';
import type { PrepareDeps } from './prepare-sale.ts';

export interface OpenRegisterDeps extends Pick<PrepareDeps, 'tills' | 'newId'> {
  inTransaction: InTransaction;
}

/**
 * Takes a register. Whoever has it already gets their session again (200), anybody else 409 `register.in_use`.
 * Throws 403 `location.forbidden`, 422 `location.unknown` or `register.unknown`.
 */
export async function openRegister(
  deps: OpenRegisterDeps,
  { locationId, registerId, openingFloatCents }: RegisterOpening,
  request: IdempotentRequest,
  actor: Actor,
  context: Context,
): Promise<Answer> {
  assertWorksAt(actor, locationId);
  // First of all, because a register that was opened before may be retired by now.
  const earlier = await deps.inTransaction(context, (unit) => answeredBefore(unit.idempotency, request));
  if (earlier !== undefined) return earlier;

  const session: RegisterSession = {
    id: deps.newId(),
    locationId,
    registerId,
    till: await deps.tills.tillOf(locationId, registerId, context),
    openedBy: actor.sub,
    openedAt: context.now,
    openingFloatCents,
    closing: null,
  };
  return deps.inTransaction(context, (unit) =>
    once(unit.idempotency, request, context.now, () => openOrResume(unit, session)),
  );
}

/** The unique key decides, not a look beforehand: of two who open a register at once, one gets it. */
async function openOrResume(
  { registerSessions }: Pick<SaleUnit, 'registerSessions'>,
  session: RegisterSession,
): Promise<Answer> {
  if (await registerSessions.add(session)) {
    return created(sessionView(session), { Location: `/api/register-sessions/${session.id}` });
  }
  const open = await registerSessions.findOpen(session.registerId);
  if (open === undefined) throw new Error(`register ${session.registerId} is open, but by no session`);
  if (open.openedBy === session.openedBy) return ok(sessionView(open));
  throw registerInUse(open);
}

function registerInUse({ till, openedBy, openedAt }: RegisterSession): AppError {
  const message = `Register ${till} is in use since ${openedAt.toISOString()}; it must be closed first.`;
  return new AppError('conflict', 'register.in_use', message, {
    details: [{ pointer: '', message, openedBy, openedAt }],
  });
}
