import type { Context } from './context.ts';
import { backgroundContext } from './context.ts';
import type { Logger } from './log.ts';
import { continueTrace, traceparentOf } from './tracing/trace.ts';

export interface BackgroundKit {
  log: Logger;
  onStop(close: () => Promise<void> | void): void;
}

/**
 * Runs `work` about every `intervalMs`, one run at a time, each with a trace of its own; with jitter, so that replicas
 * do not march in step. A failure is logged and the next run tries again. Stopping waits for the run under way.
 */
export function every(
  intervalMs: number,
  kit: BackgroundKit,
  name: string,
  work: (context: Context) => Promise<void>,
): void {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(
      () => {
        running = run().finally(schedule);
      },
      intervalMs * (0.8 + Math.random() * 0.4),
    );
  };
  async function run(): Promise<void> {
    const trace = continueTrace(undefined);
    const context = backgroundContext({
      trace: { traceId: trace.traceId, traceparent: traceparentOf(trace) },
      log: kit.log,
      budgetMs: Math.max(intervalMs, 10_000),
    });
    try {
      await work(context);
    } catch (err) {
      context.log.warn({ err, job: name }, 'background job failed');
    }
  }

  schedule();
  kit.onStop(async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  });
}
