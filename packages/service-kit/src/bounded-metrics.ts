import { Counter, Gauge } from 'prom-client';
import type { Bounded } from './bounded.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

type Line = Pick<Bounded, 'running' | 'waiting' | 'refusals'>;

export interface BoundedMetrics {
  watch(work: string, line: Line): void;
}

export function boundedMetrics(registry: MetricsRegistry): BoundedMetrics {
  const lines = new Map<string, Line>();
  const registers = [registry];
  new Gauge({
    name: 'bounded_work',
    help: 'What only few may do at a time, by state: running, or waiting in line for its turn.',
    labelNames: ['work', 'state'],
    registers,
    collect() {
      for (const [work, { running, waiting }] of lines) {
        this.set({ work, state: 'running' }, running());
        this.set({ work, state: 'waiting' }, waiting());
      }
    },
  });
  new Counter({
    name: 'bounded_refused_total',
    help: 'What was refused because the line was full or took too long.',
    labelNames: ['work'],
    registers,
    collect() {
      this.reset();
      for (const [work, { refusals }] of lines) this.inc({ work }, refusals());
    },
  });
  return {
    watch: (work, line) => {
      lines.set(work, line);
    },
  };
}
