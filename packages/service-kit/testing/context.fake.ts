import { pino } from 'pino';
import type { Context } from '../src/context.ts';

/** The context of a request that has all the time in the world, for a use case that is tested without one. */
export function aContext(changes: Partial<Context> = {}): Context {
  return {
    traceId: 'a'.repeat(32),
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    correlationId: 'a'.repeat(32),
    deadline: Number.POSITIVE_INFINITY,
    now: new Date('2026-12-01T12:00:00.000Z'),
    log: pino({ level: 'silent' }),
    ...changes,
  };
}
