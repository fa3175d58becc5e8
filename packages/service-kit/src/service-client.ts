import type { z } from 'zod';
import { encodeActor } from './auth.ts';
import { createBreaker, isCallersBusiness } from './breaker.ts';
import type { Context } from './context.ts';
import { remainingMs } from './context.ts';
import { nameOf } from './errors.ts';
import type { HttpPool } from './http-pool.ts';
import { openHttpPool } from './http-pool.ts';
import type { ServiceIdentity } from './identity.ts';
import { askOnKept } from './kept-connection.ts';
import type { ClientMetrics } from './metrics.ts';
import { answerOf } from './service-answer.ts';
import { startSpan } from './tracing/active-span.ts';
import type { Description, OpenSpan } from './tracing/local-trace.ts';
import { endSpan, traceparentOfSpan } from './tracing/local-trace.ts';
import { quietPath } from './tracing/quiet-text.ts';

export interface ServiceCall<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path as the callee knows it, like `/internal/reservations`. */
  path: string;
  body?: unknown;
  /** What the answer must be: another service is an edge like any other. */
  answer: z.ZodType<T>;
  context: Context;
  /** Cap on this one call; the request's remaining budget caps it too. */
  timeoutMs?: number;
}

export interface ServiceClient {
  /** Throws the callee's own refusal (4xx) as AppError, and 503 or 504 when it cannot answer. */
  call<T>(call: ServiceCall<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ServiceClientOptions {
  dependency: string;
  gatewayInternalUrl: string;
  identity: ServiceIdentity;
  metrics: ClientMetrics;
}

const DEFAULT_TIMEOUT_MS = 2_000;
const CONNECTIONS = 64;
/** Retries may be this share of the calls: a sick callee is not helped by twice the load. */
const RETRY_BUDGET = 0.1;

/** A client of one service through the gateway's internal listener, behind one circuit breaker (lesson 10). */
export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { dependency, gatewayInternalUrl, identity, metrics } = options;
  const pool = openHttpPool(gatewayInternalUrl, { connections: CONNECTIONS });
  const send = sender(pool, dependency, identity);
  const breaker = createBreaker({ dependency, metrics });
  const retries = createRetryBudget();

  return {
    call: async (call) => {
      // Outside the breaker: a request that came too late is no fault of the callee.
      const budgetMs = budgetOf(call);
      retries.earned();
      try {
        return await breaker.run(() => send(call, budgetMs));
      } catch (error) {
        // One retry layer, the service nearest the user: a call made for another service is not tried again here.
        const mayRetry = call.method === 'GET' && call.context.caller === undefined && !breaker.isOpen();
        if (!mayRetry || isCallersBusiness(error) || !retries.spend()) throw error;
        const restMs = budgetOf(call);
        metrics.retried(dependency);
        return breaker.run(() => send(call, restMs, 1));
      }
    },
    close: async () => {
      breaker.shutdown();
      await pool.close();
    },
  };
}

/** Milliseconds one try may take. Throws 504 when the request's own budget is used up. */
function budgetOf({ timeoutMs = DEFAULT_TIMEOUT_MS, context }: ServiceCall<unknown>): number {
  return Math.min(timeoutMs, remainingMs(context));
}

function sender(pool: HttpPool, dependency: string, identity: ServiceIdentity) {
  return async <T>(
    { method, path, body, answer, context }: ServiceCall<T>,
    budgetMs: number,
    resend = 0,
  ): Promise<T> => {
    const span = startSpan({
      kind: 'client',
      describe: () => describeCall(dependency, method, path, resend),
    });
    const headers = {
      authorization: `Bearer ${await identity.tokenFor(dependency)}`,
      // Work that nobody asked for has a trace and no span in it.
      traceparent: span === undefined ? context.traceparent : traceparentOfSpan(span),
      'x-request-timeout-ms': String(budgetMs),
      ...(context.actor === undefined ? {} : { 'x-actor': encodeActor(context.actor) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const request = {
      method,
      path: `/${dependency}${path}`,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    };
    const { status, text } = await spanning(span, () => askOnKept(pool, request, budgetMs));
    return answerOf(dependency, answer, status, text);
  };
}

async function spanning<T extends { status: number }>(
  span: OpenSpan | undefined,
  call: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await call();
    endSpan(span, answer.status >= 500, { 'http.response.status_code': answer.status });
    return answer;
  } catch (error) {
    endSpan(span, true, { 'error.type': nameOf(error) ?? 'Error' });
    throw error;
  }
}

function describeCall(dependency: string, method: string, path: string, resend: number): Description {
  return {
    name: `${method} ${dependency}`,
    attributes: {
      'http.request.method': method,
      'server.address': dependency,
      'url.path': quietPath(path),
      'http.request.resend_count': resend === 0 ? undefined : resend,
    },
  };
}

function createRetryBudget() {
  let tokens = 10;
  return {
    earned: () => {
      tokens = Math.min(10, tokens + RETRY_BUDGET);
    },
    spend: () => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
