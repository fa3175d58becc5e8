import CircuitBreaker from 'opossum';
import { AppError, nameOf } from './errors.ts';
import type { CallOutcome, ClientMetrics } from './metrics.ts';

export interface Breaker {
  /**
   * Makes one call, timed and counted. The call brings its own `AbortSignal.timeout()` (lesson 9). Throws a refusal as
   * it is, and anything else as 503 `<dependency>.unavailable` or 504 `<dependency>.timeout`.
   */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** No call goes through now. */
  isOpen(): boolean;
  shutdown(): void;
}

export interface BreakerOptions {
  dependency: string;
  metrics: ClientMetrics;
}

/** The one circuit breaker of this process for one dependency (lesson 10), with its metrics (lesson 12). */
export function createBreaker({ dependency, metrics }: BreakerOptions): Breaker {
  const breaker = new CircuitBreaker(async (call: () => Promise<unknown>) => call(), {
    timeout: false,
    errorThresholdPercentage: 50,
    volumeThreshold: 20,
    resetTimeout: 5_000 + Math.random() * 2_000,
    errorFilter: isCallersBusiness,
  });
  metrics.known(dependency);
  breaker.on('open', () => {
    metrics.breaker(dependency, 'open');
  });
  breaker.on('halfOpen', () => {
    metrics.breaker(dependency, 'halfOpen');
  });
  breaker.on('close', () => {
    metrics.breaker(dependency, 'closed');
  });

  return {
    run: async <T>(call: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      try {
        const answer = (await breaker.fire(call)) as T;
        metrics.called(dependency, 'ok', (performance.now() - startedAt) / 1000);
        return answer;
      } catch (thrown) {
        const error = asUnavailable(dependency, thrown);
        metrics.called(dependency, outcomeOf(error, thrown), (performance.now() - startedAt) / 1000);
        throw error;
      }
    },
    isOpen: () => breaker.opened,
    shutdown: () => {
      breaker.shutdown();
    },
  };
}

/** A refusal is the caller's business, not a fault of the callee (lesson 11). */
export function isCallersBusiness(error: unknown): boolean {
  return error instanceof AppError && !['unavailable', 'timeout', 'internal', 'tooMany'].includes(error.kind);
}

function asUnavailable(dependency: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const timedOut = ['TimeoutError', 'AbortError'].includes(nameOf(thrown) ?? '');
  return timedOut
    ? new AppError('timeout', `${dependency}.timeout`, `${dependency} did not answer in time.`, {
        cause: thrown,
      })
    : new AppError('unavailable', `${dependency}.unavailable`, `${dependency} cannot be reached right now.`, {
        cause: thrown,
      });
}

function outcomeOf(error: AppError, thrown: unknown): CallOutcome {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EOPENBREAKER') return 'open';
  if (error.kind === 'timeout') return 'timeout';
  return isCallersBusiness(error) ? 'refused' : 'failed';
}
