export { assertWorksAt, locationInSight, TOKEN_ISSUER, USER_AUDIENCE } from './auth.ts';
export type { Breaker } from './breaker.ts';
export { createVersionedCache } from './cache.ts';
export type { VersionedCache } from './cache.ts';
export { baseConfig, cacheConfig, databaseConfig, dataRedisConfig, readConfig } from './config.ts';
export type { BaseConfig } from './config.ts';
export { backgroundContext, remainingMs, ROLES } from './context.ts';
export type { Actor, Context, Role } from './context.ts';
export { placeholders } from './database.ts';
export type { Database } from './database.ts';
export { isCheckViolated, isDuplicateKey } from './database-errors.ts';
export { AppError, isTransient } from './errors.ts';
export { every } from './every.ts';
export { forgetOldRows } from './forget-old-rows.ts';
export { gather } from './gather.ts';
export { openHttpPool } from './http-pool.ts';
export { answeredBefore, idempotentRequestOf, once, replayed, stillRunning } from './idempotency.ts';
export { idempotencyStore } from './idempotency.repository.ts';
export type { IdempotencyStore, IdempotentRequest } from './idempotency.ts';
export type { Logger } from './log.ts';
export { toAppError, statusOf } from './problem.ts';
export { resume } from './resume.ts';
export {
  anyone,
  created,
  html,
  noContent,
  ok,
  openToAll,
  roles,
  route,
  services,
  signedIn,
} from './route.ts';
export type { Answer, Route, RouteRequest } from './route.ts';
export type { MetricsRegistry } from './metrics-registry.ts';
export { runService, startService } from './service.ts';
export type { Kit } from './kit.ts';
export type { App, RunningService } from './service.ts';
export { refusalOf } from './service-answer.ts';
export type { ServiceClient } from './service-client.ts';
export { startSpan } from './tracing/active-span.ts';
export { endSpan, traceparentOfSpan } from './tracing/local-trace.ts';
export { continueTrace, traceparentOf } from './tracing/trace.ts';
export type { Trace } from './tracing/trace.ts';
export type { Tracer } from './tracing/tracer.ts';
export { execute, isRefusedWrite, later, selectRows } from './transaction.ts';
export type { Bindable, Transaction } from './transaction.ts';
