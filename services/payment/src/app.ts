import { paymentCaptured, paymentDeclined, paymentRefunded } from '@comptoir/contracts/events/payment';
import { openEventBus } from '@comptoir/event-bus';
import type { App, Kit } from '@comptoir/service-kit';
import { every, forgetOldRows } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { cardProvider } from './clients/card-provider.client.ts';
import { describeTestCards } from './clients/simulated-cards.ts';
import { simulatedLedger } from './clients/simulated-ledger.ts';
import { simulatedProvider } from './clients/simulated-provider.ts';
import type { PaymentConfig } from './config.ts';
import type { ChargeStatus } from './domain/charge.ts';
import { paymentMetrics } from './metrics.ts';
import { settleChargesJob } from './jobs/settle-charges.job.ts';
import { chargesReads } from './repositories/charges.read.ts';
import { chargesRoutes } from './routes/charges.routes.ts';
import { giftCardsRoutes } from './routes/gift-cards.routes.ts';
import { paymentRequestsRoutes } from './routes/payment-requests.routes.ts';
import { paymentsRoutes } from './routes/payments.routes.ts';
import { refundsRoutes } from './routes/refunds.routes.ts';
import { storiesRoutes } from './routes/stories.routes.ts';
import { paymentUnit } from './unit.ts';
import type { InTransaction } from './use-cases/ports.ts';
import type { ProcessDeps } from './use-cases/process-payment.ts';

/** Composition root of payment: every object is made here, every route and background job is wired here. */
export function createApp(config: PaymentConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const bus = openEventBus(kit, {
    database,
    redisUrl: config.REDIS_DATA_URL,
    publishes: [paymentCaptured, paymentDeclined, paymentRefunded],
  });
  forgetOldRows(kit, database, ['idempotency_keys']);
  const reads = chargesReads(database);
  const metrics = paymentMetrics(kit.metrics.registry, reads.pending);

  const inTransaction: InTransaction = async (context, work) => {
    const { result, reached } = await database.inTransaction(async (trx) => {
      // Collected anew when the transaction runs again, counted once it is committed.
      const states: ChargeStatus[] = [];
      const done = await work(paymentUnit(trx, context, (status) => states.push(status)));
      return { result: done, reached: states };
    });
    metrics.reached(reached);
    bus.nudge();
    return result;
  };

  const payments: ProcessDeps = {
    inTransaction,
    provider: cardProvider({
      connection: simulatedProvider({ ledger: simulatedLedger(database), slowMs: config.SIMULATED_SLOW_MS }),
      breaker: kit.breaker('card-provider'),
      timeoutMs: config.CARD_PROVIDER_TIMEOUT_MS,
    }),
    abandonAfterMs: config.CHARGE_ABANDON_AFTER_MS,
    newId: uuidv7,
  };

  const settleCharges = settleChargesJob({
    unsettled: reads.unsettled,
    payments,
    graceMs: config.CARD_PROVIDER_TIMEOUT_MS,
    tracer: kit.tracer,
  });
  every(config.CHARGE_RECOVERY_INTERVAL_MS, kit, 'settle charges', settleCharges);

  return {
    routes: [
      ...chargesRoutes({ payments, reads, metrics }),
      ...refundsRoutes({ payments, metrics }),
      ...paymentRequestsRoutes({ inTransaction }),
      ...paymentsRoutes({ payments, reads, metrics, cardNumbers: describeTestCards() }),
      ...giftCardsRoutes({ inTransaction }),
      ...storiesRoutes({ reads, told: bus.told }),
    ],
  };
}
