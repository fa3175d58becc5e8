import { performance } from 'node:perf_hooks';
import { Gauge, collectDefaultMetrics } from 'prom-client';
import type { MetricsRegistry } from './metrics-registry.ts';

/** How the process itself fares: memory, CPU, garbage collection, event loop, clock. */
export function processMetrics(registry: MetricsRegistry): void {
  // Each tick wakes an idle process up. At rest nodejs_eventloop_lag_* read this many milliseconds: the panel takes them off.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  eventLoopUtilization(registry);
  wallClock(registry);
}

function eventLoopUtilization(registry: MetricsRegistry): void {
  let last = performance.eventLoopUtilization();
  new Gauge({
    name: 'nodejs_eventloop_utilization',
    help: 'Share of time the event loop was busy since the last scrape, 0 to 1.',
    registers: [registry],
    collect() {
      const now = performance.eventLoopUtilization();
      this.set(performance.eventLoopUtilization(now, last).utilization);
      last = now;
    },
  });
}

function wallClock(registry: MetricsRegistry): void {
  new Gauge({
    name: 'process_clock_seconds',
    help: 'What time it is here: beside the time of the scrape it tells a clock that is off.',
    registers: [registry],
    collect() {
      this.set(Date.now() / 1000);
    },
  });
}
