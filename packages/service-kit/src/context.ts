import type { Logger } from 'pino';
import { AppError } from './errors.ts';

export const ROLES = [
  'clerk',
  'manager',
  'headOffice',
  'logistics',
  'supplier',
  'customer',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** The person a request is made for. `locationId` is set for those who work at one location. */
export interface Actor {
  sub: string;
  role: Role;
  locationId?: string;
}

/** What travels with one request or one consumed event, from the edge down to the last repository. */
export interface Context {
  traceId: string;
  traceparent: string;
  /** Groups everything that one action of a person set off; the trace id of that action. */
  correlationId: string;
  /** Id of the event this work reacts to. */
  causationId?: string;
  actor?: Actor;
  /** Name of the calling service, when a service called. */
  caller?: string;
  /** In ms of `performance.now()`: a monotonic clock, so that a wrong wall clock spoils nothing. */
  deadline: number;
  now: Date;
  log: Logger;
}

/** Milliseconds left of the request's budget; throws 504 when there are none. */
export function remainingMs(context: Pick<Context, 'deadline'>): number {
  const left = Math.floor(context.deadline - performance.now());
  if (left <= 0)
    throw new AppError('timeout', 'request.deadline_exceeded', 'The time for this request has run out.');
  return left;
}

export interface BackgroundContextOptions {
  trace: { traceId: string; traceparent: string };
  log: Logger;
  budgetMs: number;
  actor?: Actor;
  causationId?: string;
}

/** A context for work that no request asked for: recovery loops, timers. */
export function backgroundContext({
  trace,
  log,
  budgetMs,
  actor,
  causationId,
}: BackgroundContextOptions): Context {
  return {
    ...trace,
    correlationId: trace.traceId,
    ...(causationId === undefined ? {} : { causationId }),
    ...(actor === undefined ? {} : { actor }),
    deadline: performance.now() + budgetMs,
    now: new Date(),
    log: log.child({ traceId: trace.traceId }),
  };
}
