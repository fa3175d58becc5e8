import { Gauge } from 'prom-client';
import type { Bounded } from './bounded.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

type Line = Pick<Bounded, 'running' | 'waiting'>;

export interface BoundedMetrics {
  watch(work: string, line: Line): void;
}

export function boundedMetrics(registry: MetricsRegistry): BoundedMetrics {
  const lines = new Map<string, Line>();
  new Gauge({
    name: 'bounded_work',
    help: 'What only few may do at a time, by state: running, or waiting in line for its turn.',
    labelNames: ['work', 'state'],
    registers: [registry],
    collect() {
      for (const [work, { running, waiting }] of lines) {
        this.set({ work, state: 'running' }, running());
        this.set({ work, state: 'waiting' }, waiting());
      }
    },
  });
  return {
    watch: (work, line) => {
      lines.set(work, line);
    },
  };
}
