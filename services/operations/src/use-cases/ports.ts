import type { Position } from '@comptoir/log-files';
import type { Context } from '@comptoir/service-kit';
import type { Alert, Sample, Series } from '../domain/signal.ts';

/** What a request may still take. */
export type Work = Pick<Context, 'deadline'>;

export interface TimeRange {
  /** Unix seconds. */
  start: number;
  end: number;
  stepSeconds: number;
}

/** Prometheus. Throws 503 `prometheus.unavailable` or 504 `prometheus.timeout`. */
export interface Signals {
  now(expr: string, work: Work): Promise<Sample[]>;
  over(expr: string, range: TimeRange, work: Work): Promise<Series[]>;
  /** Every service that was ever scraped. */
  services(work: Work): Promise<string[]>;
  alerts(work: Work): Promise<Alert[]>;
}

/** What one process has said. */
export interface LogTail {
  /** The process: `stock-1`, `mariadb`. */
  source: string;
  /** Whole lines, oldest first. */
  lines: string[];
  position: Position;
  /** There was more than is read at once. */
  skipped: boolean;
}

export interface LogTails {
  /** Of one service or of all: what came after these positions, or the newest where there is none. */
  since(service: string | undefined, positions: ReadonlyMap<string, Position>): Promise<LogTail[]>;
}
