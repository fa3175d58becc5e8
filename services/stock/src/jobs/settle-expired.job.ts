import type { Context } from '@comptoir/service-kit';
import type { StockMetrics } from '../metrics.ts';
import type { InTransaction } from '../unit.ts';
import type { SettleExpiredDeps } from '../use-cases/settle-expired.ts';
import { settleExpired } from '../use-cases/settle-expired.ts';

export interface SettleExpiredJob {
  /** Asks in the name and the trace of one run. */
  holdersOf(context: Context): SettleExpiredDeps['holders'];
  expired: SettleExpiredDeps['expired'];
  inTransaction: InTransaction;
  metrics: StockMetrics;
}

/** Lets go of goods whose reservation ran out, unless its holder still wants them. A failure does not stop the others. */
export function settleExpiredJob({ holdersOf, expired, inTransaction, metrics }: SettleExpiredJob) {
  return async (context: Context): Promise<void> => {
    const { settled, failures } = await settleExpired({
      holders: holdersOf(context),
      expired,
      inTransaction: (work) => inTransaction(context, work),
    });
    metrics.settled(settled);
    for (const { reservationId, error: err } of failures)
      context.log.error({ err, reservationId }, 'expired reservation cannot be settled');
  };
}
