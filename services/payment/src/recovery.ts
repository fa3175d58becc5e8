import type { Context, Logger } from '@comptoir/service-kit';
import { backgroundContext, continueTrace, traceparentOf } from '@comptoir/service-kit';
import type { Charge } from './domain/charge.ts';
import type { SettleDeps } from './use-cases/settle-charge.ts';
import { settleCharge } from './use-cases/settle-charge.ts';

export interface RecoveryDeps {
  unsettled(since: Date, limit: number): Promise<Charge[]>;
  payments: SettleDeps;
  /** Younger charges are left to the requests that ask for them. */
  graceMs: number;
  log: Logger;
}

const BATCH = 50;
const BUDGET_MS = 10_000;

/**
 * Finishes what a crash or a silent provider left undecided. It needs no lease: all it does to a charge is guarded by the
 * charge's own row and the provider's own key, so two replicas at it at once do it once.
 */
export async function recoverCharges(
  { unsettled, payments, graceMs, log }: RecoveryDeps,
  now: Date,
): Promise<void> {
  for (const charge of await unsettled(new Date(now.getTime() - graceMs), BATCH)) {
    const context = contextOf(charge, log);
    try {
      const { status, unsettledSince } = await settleCharge(payments, charge, context);
      if (unsettledSince === null) context.log.info({ chargeId: charge.id, status }, 'charge settled');
    } catch (err) {
      context.log.warn({ err, chargeId: charge.id }, 'charge could not be settled yet');
    }
  }
}

/** Goes on in the trace and the name of the request that asked for the charge. */
function contextOf({ origin }: Charge, log: Logger): Context {
  const trace = continueTrace(origin?.traceparent);
  const context = backgroundContext({
    trace: { traceId: trace.traceId, traceparent: traceparentOf(trace) },
    log,
    budgetMs: BUDGET_MS,
    ...(origin?.actor === undefined ? {} : { actor: origin.actor }),
  });
  return { ...context, correlationId: origin?.correlationId ?? trace.traceId };
}
