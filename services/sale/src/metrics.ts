import type { Answer } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { MetricsRegistry } from '@comptoir/service-kit';
import { Counter, Gauge } from 'prom-client';
import { z } from 'zod';

const REASONS = ['stock', 'declined', 'invalid', 'conflict', 'unavailable'] as const;
type Reason = (typeof REASONS)[number];
const IN_FLIGHT_STATES = ['started', 'stockReserved', 'paid', 'compensating'] as const;
const soldBody = z.object({ totalCents: z.int() });

interface SagasInFlight {
  state: string;
  count: number;
  oldestSeconds: number;
}

/** Asked at each scrape. */
export interface SaleGauges {
  sagasInFlight(): Promise<SagasInFlight[]>;
  openRegisters(): Promise<number>;
}

/** Business metrics of sale. */
export function saleMetrics(registry: MetricsRegistry, gauges: SaleGauges) {
  const completed = new Counter({
    name: 'sales_completed_total',
    help: 'Sales answered with a receipt for the first time.',
    registers: [registry],
  });
  const revenue = new Counter({
    name: 'sales_revenue_cents_total',
    help: 'Totals of completed sales, in cents.',
    registers: [registry],
  });
  const refused = new Counter({
    name: 'sales_refused_total',
    help: 'Sales that were not made, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of REASONS) refused.inc({ reason }, 0);
  watch(registry, gauges);

  return {
    /** Counts what `sell` comes to; a replayed answer was counted when it was new. */
    counted: async (sell: () => Promise<Answer>): Promise<Answer> => {
      try {
        const answer = await sell();
        if (answer.headers?.['Idempotency-Replayed'] === undefined) {
          completed.inc();
          revenue.inc(soldBody.parse(answer.body).totalCents);
        }
        return answer;
      } catch (error) {
        refused.inc({ reason: reasonOf(error) });
        throw error;
      }
    },
  };
}

function watch(registry: MetricsRegistry, { sagasInFlight, openRegisters }: SaleGauges): void {
  const byState = (name: string, help: string, valueOf: (found: SagasInFlight) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        const found = await sagasInFlight().catch(() => []);
        for (const state of IN_FLIGHT_STATES) {
          const some = found.find((one) => one.state === state);
          this.set({ state }, some === undefined ? 0 : valueOf(some));
        }
      },
    });
  byState('sagas_in_flight', 'Sagas that have not ended, by state.', ({ count }) => count);
  byState(
    'saga_oldest_age_seconds',
    'For how long the oldest saga of a state has been under way; 0 when there is none.',
    ({ oldestSeconds }) => oldestSeconds,
  );
  new Gauge({
    name: 'registers_open',
    help: 'Registers with an open session. Every replica tells the same: take one, do not add.',
    registers: [registry],
    async collect() {
      this.set(await openRegisters().catch(() => Number.NaN));
    },
  });
}

export type SaleMetrics = ReturnType<typeof saleMetrics>;

function reasonOf(error: unknown): Reason {
  if (!(error instanceof AppError)) return 'unavailable';
  if (error.code === 'stock.insufficient') return 'stock';
  if (error.kind === 'paymentRequired') return 'declined';
  if (error.kind === 'conflict') return 'conflict';
  return error.kind === 'invalid' || error.kind === 'notFound' ? 'invalid' : 'unavailable';
}
