import type { Knex } from 'knex';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BoundedMetrics } from './bounded-metrics.ts';
import { boundedMetrics } from './bounded-metrics.ts';
import type { MetricsRegistry } from './metrics-registry.ts';
import { processMetrics } from './process-metrics.ts';
import { traceMetrics } from './tracing/trace-metrics.ts';
import type { TraceMetrics } from './tracing/trace-metrics.ts';

/** Bounds in seconds; they include the objectives' thresholds 0.1 and 0.3 (lesson 27). */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5];

export interface HttpMetrics {
  known(method: string, route: string): void;
  started(): void;
  /** `traceId` of a trace that is kept: whoever looks at the histogram can go there. */
  finished(method: string, route: string, status: number, seconds: number, traceId?: string): void;
  shed(reason: 'in_flight' | 'event_loop'): void;
}

export interface DatabaseMetrics {
  watchPool(knex: Knex): void;
  transactionRetried(reason: string): void;
}

export interface CacheMetrics {
  known(cache: string): void;
  request(cache: string, outcome: 'hit' | 'miss' | 'error', times?: number): void;
}

export type CallOutcome = 'ok' | 'refused' | 'failed' | 'timeout' | 'open';
export type BreakerState = 'closed' | 'halfOpen' | 'open';

export interface ClientMetrics {
  known(dependency: string): void;
  called(dependency: string, outcome: CallOutcome, seconds: number): void;
  retried(dependency: string): void;
  breaker(dependency: string, state: BreakerState): void;
}

export interface KitMetrics {
  registry: MetricsRegistry;
  http: HttpMetrics;
  database: DatabaseMetrics;
  cache: CacheMetrics;
  client: ClientMetrics;
  bounded: BoundedMetrics;
  traces: TraceMetrics;
}

/** The golden signals of one process. Labels come from closed sets and start at zero (lesson 26). */
export function createMetrics(): KitMetrics {
  const registry: MetricsRegistry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  processMetrics(registry);
  return {
    registry,
    http: httpMetrics(registry),
    database: databaseMetrics(registry),
    cache: cacheMetrics(registry),
    client: clientMetrics(registry),
    bounded: boundedMetrics(registry),
    traces: traceMetrics(registry),
  };
}

function httpMetrics(registry: MetricsRegistry): HttpMetrics {
  const duration = new Histogram<'method' | 'route' | 'status' | 'trace_id'>({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the first byte read to the last written, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS,
    enableExemplars: true,
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'http_server_in_flight_requests',
    help: 'Requests being answered now.',
    registers: [registry],
  });
  const shed = new Counter({
    name: 'http_server_shed_total',
    help: 'Requests refused with 503 because the process was saturated.',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of ['in_flight', 'event_loop']) shed.inc({ reason }, 0);

  return {
    known: (method, route) => {
      for (const status of ['2xx', '4xx', '5xx']) duration.zero({ method, route, status });
    },
    started: () => {
      inFlight.inc();
    },
    finished: (method, route, status, value, traceId) => {
      inFlight.dec();
      const labels = { method, route, status: `${Math.floor(status / 100)}xx` };
      duration.observe(
        traceId === undefined ? { labels, value } : { labels, value, exemplarLabels: { trace_id: traceId } },
      );
    },
    shed: (reason) => {
      shed.inc({ reason });
    },
  };
}

function databaseMetrics(registry: MetricsRegistry): DatabaseMetrics {
  const retries = new Counter({
    name: 'db_transaction_retries_total',
    help: 'Transactions run again after a deadlock or a lock timeout.',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of ['deadlock', 'lock_timeout', 'conflict']) retries.inc({ reason }, 0);
  return {
    watchPool: (knex) => {
      new Gauge({
        name: 'db_pool_connections',
        help: 'Connections of the pool by state; pending are requests that wait for one.',
        labelNames: ['state'],
        registers: [registry],
        collect() {
          const { pool } = knex.client as {
            pool?: { numUsed(): number; numFree(): number; numPendingAcquires(): number };
          };
          this.set({ state: 'used' }, pool?.numUsed() ?? 0);
          this.set({ state: 'free' }, pool?.numFree() ?? 0);
          this.set({ state: 'pending' }, pool?.numPendingAcquires() ?? 0);
        },
      });
    },
    transactionRetried: (reason) => {
      retries.inc({ reason });
    },
  };
}

function cacheMetrics(registry: MetricsRegistry): CacheMetrics {
  const requests = new Counter({
    name: 'cache_requests_total',
    help: 'Reads of what is cached by outcome; a hit may come from the memory of the process.',
    labelNames: ['cache', 'outcome'],
    registers: [registry],
  });
  return {
    known: (cache) => {
      for (const outcome of ['hit', 'miss', 'error']) requests.inc({ cache, outcome }, 0);
    },
    request: (cache, outcome, times) => {
      requests.inc({ cache, outcome }, times);
    },
  };
}

const BREAKER_VALUE: Record<BreakerState, number> = { closed: 0, halfOpen: 1, open: 2 };

function clientMetrics(registry: MetricsRegistry): ClientMetrics {
  const duration = new Histogram({
    name: 'http_client_request_duration_seconds',
    help: 'Calls to other services by outcome.',
    labelNames: ['dependency', 'outcome'],
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  const retries = new Counter({
    name: 'http_client_retries_total',
    help: 'Reads tried a second time.',
    labelNames: ['dependency'],
    registers: [registry],
  });
  const state = new Gauge({
    name: 'circuit_breaker_state',
    help: 'Circuit breaker of a dependency: 0 closed, 1 half-open, 2 open.',
    labelNames: ['dependency'],
    registers: [registry],
  });
  const transitions = new Counter({
    name: 'circuit_breaker_transitions_total',
    help: 'Changes of state of a circuit breaker.',
    labelNames: ['dependency', 'state'],
    registers: [registry],
  });
  return {
    known: (dependency) => {
      for (const outcome of ['ok', 'refused', 'failed', 'timeout', 'open'])
        duration.zero({ dependency, outcome });
      for (const to of Object.keys(BREAKER_VALUE)) transitions.inc({ dependency, state: to }, 0);
      retries.inc({ dependency }, 0);
      state.set({ dependency }, 0);
    },
    called: (dependency, outcome, seconds) => {
      duration.observe({ dependency, outcome }, seconds);
    },
    retried: (dependency) => {
      retries.inc({ dependency });
    },
    breaker: (dependency, to) => {
      state.set({ dependency }, BREAKER_VALUE[to]);
      transitions.inc({ dependency, state: to });
    },
  };
}
