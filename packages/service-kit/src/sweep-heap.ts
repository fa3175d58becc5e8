import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const LOOK_EVERY_MS = 5_000;
/** A rush that comes sooner finds everything as it was: a swept process takes seconds to be as quick as before. */
const QUIET_FOR_MS = 60_000;
/** Busier than this, somebody may be waiting: a sweep takes up to a tenth of a second. */
const QUIET_UTILIZATION = 0.05;
/** What must have come since the last sweep, in bytes. */
const WORTH_BYTES = 6 * 1024 * 1024;

/** What is asked of V8 and of the event loop. */
export interface Heap {
  sweep(): void;
  /** Memory the heap has taken from the machine. */
  bytes(): number;
  /** Share of the time since the last call in which the event loop was busy, 0 to 1. */
  utilization(): number;
}

/**
 * Starting up, like a rush, leaves garbage: 10 to 20 MB of each process, which V8 by itself would keep where little is asked.
 * Swept at once, and again whenever a minute of quiet follows a busy time, for as long as the process lives.
 */
export function sweepWhenQuiet(heap: Heap | undefined = ownHeap()): void {
  if (heap === undefined) return;
  heap.sweep();
  let swept = heap.bytes();
  heap.utilization();
  let quietForMs = 0;
  setInterval(() => {
    quietForMs = heap.utilization() < QUIET_UTILIZATION ? quietForMs + LOOK_EVERY_MS : 0;
    if (quietForMs < QUIET_FOR_MS || heap.bytes() - swept < WORTH_BYTES) return;
    heap.sweep();
    swept = heap.bytes();
  }, LOOK_EVERY_MS).unref();
}

/** Undefined without `--expose-gc`: then V8 does as it likes. */
function ownHeap(): Heap | undefined {
  const { gc } = globalThis;
  if (gc === undefined) return undefined;
  let last = performance.eventLoopUtilization();
  return {
    sweep: () => {
      gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    },
    bytes: () => getHeapStatistics().total_heap_size,
    utilization: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
  };
}
