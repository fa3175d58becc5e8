import type Koa from 'koa';
import type { Actor, Context } from './context.ts';
import type { Logger } from './log.ts';
import type { Description } from './tracing/local-trace.ts';
import { quietPath } from './tracing/quiet-text.ts';
import type { RootSpan } from './tracing/tracer.ts';

/** What the middlewares know of one request. */
export interface HttpState {
  context: Context;
  /** Ours, and that of whoever called, if it said so. */
  span: { spanId: string; parentId: string | null };
  root: RootSpan;
  /** Route template, or `unmatched`: never the URL (lesson 26). */
  route: string;
  /** Code of the problem answered, if any. */
  code?: string;
}

type KoaContext = Koa.ParameterizedContext<HttpState>;

/** How a request reads in a trace. */
export function describeRequest({
  method,
  path,
  status,
  state: { context, route, code },
}: KoaContext): Description {
  return {
    name: `${method} ${route}`,
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'url.path': quietPath(path),
      'http.response.status_code': status,
      'error.type': code,
      'user.id': context.actor?.sub,
      'user.role': context.actor?.role,
      'comptoir.caller': context.caller,
    },
  };
}

/** The one line of a request in the log. */
export function accessLine(accessLog: Logger, ctx: KoaContext, durationMs: number): void {
  const { context, route, span } = ctx.state;
  accessLog.info(
    {
      traceId: context.traceId,
      spanId: span.spanId,
      parentId: span.parentId ?? undefined,
      method: ctx.method,
      route,
      status: ctx.status,
      outcome: outcomeOf(ctx.status),
      durationMs: Math.round(durationMs * 100) / 100,
      actor: actorOf(context.actor),
      caller: context.caller,
      code: ctx.state.code,
    },
    'request',
  );
}

function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}

function actorOf(actor: Actor | undefined): { sub: string; role: string } | undefined {
  return actor === undefined ? undefined : { sub: actor.sub, role: actor.role };
}
