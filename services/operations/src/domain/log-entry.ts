import type { LogPage } from '@comptoir/contracts/http/operations';
import { logLevel } from '@comptoir/contracts/http/operations';

export type LogEntry = LogPage['items'][number];

/** What a process is called in the log's file name: `stock-2`, `redis-data`, `nginx-access`. */
const PROCESS = /^(?<service>.+?)(?:-(?<replica>\d+)|-access)?$/;

export function processNamed(source: string): Pick<LogEntry, 'service' | 'replica'> {
  const { service = source, replica } = PROCESS.exec(source)?.groups ?? {};
  return replica === undefined ? { service } : { service, replica: Number(replica) };
}

export function isAtLeast(level: LogEntry['level'], least: LogEntry['level']): boolean {
  return logLevel.options.indexOf(level) >= logLevel.options.indexOf(least);
}
