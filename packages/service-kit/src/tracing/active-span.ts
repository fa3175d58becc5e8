import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenSpan, SpanStart } from './local-trace.ts';
import { openSpan } from './local-trace.ts';

// The one thing that does not travel in a Context: drivers and libraries start spans too, and know nothing of ours.
const active = new AsyncLocalStorage<OpenSpan>();

/** The span inside which this code runs, if it runs for somebody. */
export function activeSpan(): OpenSpan | undefined {
  return active.getStore();
}

/** Runs `work` inside `span`: spans started by what it calls and awaits become its children. */
export function inside<T>(span: OpenSpan, work: () => T): T {
  return active.run(span, work);
}

/** Starts a child of the active span, to be ended with `endSpan`; undefined when nobody's work is being done. */
export function startSpan(start: SpanStart): OpenSpan | undefined {
  const parent = active.getStore();
  return parent && openSpan(parent.trace, parent.spanId, start);
}
