import { Pool } from 'undici';
import { z } from 'zod';
import { encodeActor } from './auth.ts';
import { createBreaker, isCallersBusiness } from './breaker.ts';
import type { Context } from './context.ts';
import { remainingMs } from './context.ts';
import { AppError } from './errors.ts';
import type { ServiceIdentity } from './identity.ts';
import type { ClientMetrics } from './metrics.ts';
import { kindOfStatus } from './problem.ts';

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

const problemBody = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.looseObject({})).optional(),
});

/** A client of one service through the gateway's internal listener, behind one circuit breaker (lesson 10). */
export function createServiceClient({
  dependency,
  gatewayInternalUrl,
  identity,
  metrics,
}: ServiceClientOptions): ServiceClient {
  const pool = new Pool(gatewayInternalUrl, {
    connections: CONNECTIONS,
    keepAliveTimeout: 30_000,
    pipelining: 1,
  });
  const breaker = createBreaker({ dependency, metrics });
  const retries = createRetryBudget();

  async function send<T>({
    method,
    path,
    body,
    answer,
    context,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  }: ServiceCall<T>): Promise<T> {
    const budgetMs = Math.min(timeoutMs, remainingMs(context));
    const headers = {
      authorization: `Bearer ${await identity.tokenFor(dependency)}`,
      traceparent: context.traceparent,
      'x-request-timeout-ms': String(budgetMs),
      ...(context.actor === undefined ? {} : { 'x-actor': encodeActor(context.actor) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const { status, text } = await within(budgetMs, async (signal) => {
      const payload = body === undefined ? null : JSON.stringify(body);
      const response = await pool.request({
        method,
        path: `/${dependency}${path}`,
        headers,
        body: payload,
        signal,
      });
      return { status: response.statusCode, text: await response.body.text() };
    });
    if (status >= 400) throw refusal(dependency, status, text);
    return parseAnswer(dependency, answer, text);
  }

  return {
    call: async (call) => {
      retries.earned();
      try {
        return await breaker.run(() => send(call));
      } catch (error) {
        // One retry layer, the service nearest the user: a call made for another service is not tried again here.
        const mayRetry = call.method === 'GET' && call.context.caller === undefined && !breaker.isOpen();
        if (!mayRetry || isCallersBusiness(error) || !retries.spend()) throw error;
        metrics.retried(dependency);
        return breaker.run(() => send(call));
      }
    },
    close: async () => {
      breaker.shutdown();
      await pool.close();
    },
  };
}

function refusal(dependency: string, status: number, text: string): AppError {
  const problem = problemBody.safeParse(safeJson(text));
  // A token refused between services is our own fault, and must not read as if the user had to sign in.
  if (status === 401 || (status === 403 && problem.data?.code === 'service.forbidden')) {
    return new AppError(
      'internal',
      `${dependency}.refused_service`,
      `${dependency} does not accept this service's token.`,
    );
  }
  if (status >= 500 || !problem.success) {
    return new AppError(
      'unavailable',
      `${dependency}.unavailable`,
      `${dependency} cannot answer right now (${status}).`,
    );
  }
  return new AppError(kindOfStatus(status), problem.data.code, problem.data.detail, {
    details: problem.data.errors ?? [],
  });
}

function parseAnswer<T>(dependency: string, schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(text === '' ? undefined : safeJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'unavailable',
    `${dependency}.garbled`,
    `${dependency} gave an answer that cannot be understood.`,
    {
      cause: parsed.error,
    },
  );
}

/** A signal of its own for each call (lesson 9), and a timer that ends with it: `AbortSignal.timeout` fires long after. */
async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
  }, ms);
  try {
    return await call(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
