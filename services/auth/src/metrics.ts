import type { MetricsRegistry } from '@comptoir/service-kit';
import { Counter } from 'prom-client';

const OUTCOMES = ['ok', 'refused', 'throttled'] as const;
export type LoginOutcome = (typeof OUTCOMES)[number];

/** Business metrics of auth. */
export function authMetrics(registry: MetricsRegistry) {
  const logins = new Counter({
    name: 'logins_total',
    help: 'Attempts to sign in with a password, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of OUTCOMES) logins.inc({ outcome }, 0);
  const reused = new Counter({
    name: 'refresh_tokens_reused_total',
    help: 'Refresh tokens that came a second time; each ended the sign-in it belonged to.',
    registers: [registry],
  });
  return {
    login: (outcome: LoginOutcome) => {
      logins.inc({ outcome });
    },
    refreshReused: () => {
      reused.inc();
    },
  };
}

export type AuthMetrics = ReturnType<typeof authMetrics>;
