import type { Actor, Context } from './context.ts';
import { backgroundContext } from './context.ts';
import type { Logger } from './log.ts';
import { continueTrace } from './tracing/trace.ts';
import type { Tracer } from './tracing/tracer.ts';

/** Who set something off, written down with it so that it can be finished later, in their name and in their trace. */
export interface Origin {
  traceparent: string;
  correlationId: string;
  actor?: Actor | undefined;
}

export interface ResumeOptions {
  /** Nothing when nobody wrote it down: the trace begins here. */
  origin: Origin | null | undefined;
  /** What is done, for its span; such traces are rare and always kept. */
  name: string;
  /** What it is done to, for the log. */
  about: Record<string, unknown>;
  log: Logger;
  budgetMs: number;
}

/** Does in the background what a request has left undone. A failure is logged; whoever looks for what is undone finds it again. */
export async function resume(
  tracer: Tracer,
  { origin, name, about, log, budgetMs }: ResumeOptions,
  work: (context: Context) => Promise<unknown>,
): Promise<void> {
  const trace = continueTrace(origin?.traceparent);
  const root = tracer.begin(trace, 'internal');
  const context = backgroundContext({
    trace: { traceId: trace.traceId, traceparent: root.traceparent },
    log,
    budgetMs,
    ...(origin?.actor === undefined ? {} : { actor: origin.actor }),
  });
  const end = (failed: boolean) => root.end({ failed, always: true, describe: () => ({ name }) });
  try {
    await root.run(() => work({ ...context, correlationId: origin?.correlationId ?? trace.traceId }));
    end(false);
  } catch (err) {
    end(true);
    context.log.warn({ err, ...about }, `could not ${name} yet`);
  }
}
