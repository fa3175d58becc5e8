import type KoaRouter from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import { remainingMs } from './context.ts';
import { AppError } from './errors.ts';
import { accessLine, describeRequest } from './http-record.ts';
import type { HttpState } from './http-record.ts';
import { Router } from './lean-http.ts';
import type { HttpMetrics } from './metrics.ts';
import { problemOf, statusOf, toAppError } from './problem.ts';
import type { Answer, Route } from './route.ts';
import type { Authenticator } from './auth.ts';
import { authorize } from './auth.ts';
import { parseRequest } from './request.ts';
import { continueTrace } from './tracing/trace.ts';
import type { Tracer } from './tracing/tracer.ts';
import type { LoadShedder } from './load-shedder.ts';

export interface HttpAppOptions {
  /** `<service>-<replica>`: who says so in `X-Served-By`. */
  servedBy: string;
  routes: readonly Route[];
  log: Logger;
  metrics: HttpMetrics;
  tracer: Tracer;
  authenticator: Authenticator;
  shedder: LoadShedder;
  /** Tests check every answer against the schema that documents it; a live process does not pay for that. */
  checkAnswers?: boolean;
}

const DEFAULT_BUDGET_MS = 5_000;
const NOT_FOUND = 'unmatched';

/** The Koa app of a service. The order of the middlewares is the order of the lines below, and it matters. */
export function createHttpApp(options: HttpAppOptions): Koa<HttpState> {
  const app = new Koa<HttpState>();
  app.proxy = true;
  app.use(identify(options));
  app.use(observe(options));
  app.use(answerProblems());
  app.use(shed(options.shedder));
  const router = routerOf(options);
  app.use(router.routes());
  app.use(refuseUnrouted(router));
  // Koa's own reporter would print a second line and a stack for what `observe` has logged already.
  app.silent = true;
  return app;
}

function identify({ servedBy, log, tracer }: HttpAppOptions): Koa.Middleware<HttpState> {
  return async (ctx, next) => {
    const trace = continueTrace(ctx.get('traceparent'));
    const root = tracer.begin(trace, 'server');
    ctx.state.route = NOT_FOUND;
    ctx.state.span = trace;
    ctx.state.root = root;
    ctx.state.context = {
      traceId: trace.traceId,
      traceparent: root.traceparent,
      correlationId: trace.traceId,
      deadline: performance.now() + budgetOf(ctx.get('x-request-timeout-ms')),
      now: new Date(),
      log,
    };
    ctx.set('X-Request-Id', trace.traceId);
    ctx.set('X-Served-By', servedBy);
    await root.run(next);
  };
}

/** Milliseconds the caller grants: relative, so that clocks need not agree. */
function budgetOf(header: string): number {
  const asked = Number(header);
  return header !== '' && Number.isFinite(asked) ? Math.min(asked, 60_000) : DEFAULT_BUDGET_MS;
}

const UNOBSERVED = /^\/(health\/|metrics$)/;

/** Counts, times and writes the one line of each request. */
function observe({ metrics, log }: HttpAppOptions): Koa.Middleware<HttpState> {
  // Its fields are chosen here and none is a secret: looking for secrets in them took four fifths of the line's time.
  const accessLog = log.child({}, { redact: [] });
  return async (ctx, next) => {
    if (UNOBSERVED.test(ctx.path)) {
      await next();
      return;
    }
    metrics.started();
    const startedAt = performance.now();
    try {
      await next();
    } finally {
      const durationMs = performance.now() - startedAt;
      const { root, context } = ctx.state;
      const kept = root.end({ failed: ctx.status >= 500, describe: () => describeRequest(ctx) });
      const exemplar = kept ? context.traceId : undefined;
      metrics.finished(ctx.method, ctx.state.route, ctx.status, durationMs / 1000, exemplar);
      accessLine(accessLog, ctx, durationMs);
    }
  };
}

function answerProblems(): Koa.Middleware<HttpState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (thrown) {
      const error = toAppError(thrown);
      const { log, traceId } = ctx.state.context;
      if (error.kind === 'internal') log.error({ err: thrown, traceId }, 'request failed');
      else if (error.kind === 'unavailable' || error.kind === 'timeout')
        log.warn({ err: error, traceId }, 'request not served');
      ctx.status = statusOf(error);
      ctx.state.code = error.code;
      ctx.set('Content-Type', 'application/problem+json');
      ctx.set('Cache-Control', 'no-store');
      if (error.replayed) ctx.set('Idempotency-Replayed', 'true');
      if (error.kind === 'unauthenticated') ctx.set('WWW-Authenticate', 'Bearer');
      const retryAfter = error.retryAfterSeconds ?? (error.kind === 'unavailable' ? 1 : undefined);
      if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
      ctx.body = JSON.stringify(problemOf(error, traceId));
    }
  };
}

function shed(shedder: LoadShedder): Koa.Middleware<HttpState> {
  return async (ctx, next) => {
    if (UNOBSERVED.test(ctx.path)) {
      await next();
      return;
    }
    const leave = shedder.enter(isSomebodysRead(ctx) ? 'read' : 'write');
    try {
      await next();
    } finally {
      leave();
    }
  };
}

/** What a screen shows; what another service asks is part of something that somebody waits for. */
function isSomebodysRead({ method, path }: Pick<Koa.Context, 'method' | 'path'>): boolean {
  return (method === 'GET' || method === 'HEAD') && path.startsWith('/api/');
}

function routerOf(options: HttpAppOptions): KoaRouter<HttpState> {
  const router = new Router<HttpState>();
  for (const route of options.routes) {
    const template = route.path;
    if (!UNOBSERVED.test(template)) options.metrics.known(route.method, template);
    router.register(template, [route.method], async (ctx) => {
      ctx.state.route = template;
      const { context } = ctx.state;
      remainingMs(context);
      await authorize(ctx, context, route.spec.access, options.authenticator);
      const answer = await route.handle(await parseRequest(ctx, route, context));
      if (options.checkAnswers === true) checkAnswer(route, answer);
      send(ctx, answer);
    });
  }
  return router;
}

function refuseUnrouted(router: KoaRouter<HttpState>): Koa.Middleware<HttpState> {
  return (ctx) => {
    const here = router.match(ctx.path, ctx.method).path;
    if (here.length === 0)
      throw new AppError('notFound', 'route.not_found', 'There is nothing at this address.');
    const methods = new Set(here.flatMap((route) => route.methods));
    ctx.set('Allow', [...methods].join(', '));
    throw new AppError(
      'methodNotAllowed',
      'route.method_not_allowed',
      'This address does not take that method.',
    );
  };
}

function send(ctx: Koa.ParameterizedContext<HttpState>, answer: Answer): void {
  ctx.status = answer.status;
  if (answer.headers) ctx.set(answer.headers);
  if (!ctx.response.get('Cache-Control')) ctx.set('Cache-Control', 'no-store');
  if (answer.body === undefined || answer.body === null) ctx.body = null;
  else if (typeof answer.body === 'string') ctx.body = answer.body;
  else {
    // As text: of an object Koa asks whether it is a `Response`, and the question alone loads Node's own fetch (`lean-http.ts`).
    ctx.set('Content-Type', 'application/json; charset=utf-8');
    ctx.body = JSON.stringify(answer.body);
  }
  // Koa turns an empty body into 204 by itself; the status is the route's word.
  ctx.status = answer.status;
}

function checkAnswer(route: Route, answer: Answer): void {
  const documented = route.spec.answers[answer.status];
  const name = `${route.method} ${route.path} ${answer.status}`;
  if (documented === undefined) throw new Error(`${name} is not documented`);
  if (documented === null || typeof documented === 'string') return;
  const parsed = documented.safeParse(JSON.parse(JSON.stringify(answer.body)));
  if (!parsed.success) throw new Error(`${name} is not what its schema says: ${parsed.error.message}`);
}
