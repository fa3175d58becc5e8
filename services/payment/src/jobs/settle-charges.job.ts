import type { Context, Tracer } from '@comptoir/service-kit';
import { resume } from '@comptoir/service-kit';
import type { Charge } from '../domain/charge.ts';
import type { SettleDeps } from '../use-cases/settle-charge.ts';
import { settleCharge } from '../use-cases/settle-charge.ts';

export interface SettleChargesJob {
  unsettled(since: Date, limit: number): Promise<Charge[]>;
  payments: SettleDeps;
  /** Younger charges, in ms, are left to the requests that ask for them. */
  graceMs: number;
  tracer: Tracer;
}

const BATCH = 50;
const BUDGET_MS = 10_000;

/**
 * Finishes what a crash or a silent provider left undecided. It needs no lease: all it does to a charge is guarded by the
 * charge's own row and the provider's own key, so two replicas at it at once do it once.
 */
export function settleChargesJob({ unsettled, payments, graceMs, tracer }: SettleChargesJob) {
  return async ({ now, log }: Context): Promise<void> => {
    for (const charge of await unsettled(new Date(now.getTime() - graceMs), BATCH)) {
      const about = { chargeId: charge.id };
      const how = { origin: charge.origin, name: 'settle charge', about, log, budgetMs: BUDGET_MS };
      await resume(tracer, how, async (context) => {
        const { status, unsettledSince } = await settleCharge(payments, charge, context);
        if (unsettledSince === null) context.log.info({ ...about, status }, 'charge settled');
      });
    }
  };
}
