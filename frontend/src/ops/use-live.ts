import { useEffect, useState } from 'preact/hooks';

export interface Live<T> {
  data: T | undefined;
  /** When `data` came, in ms of the wall clock. */
  at: number | undefined;
  /** Why the last attempt brought nothing newer. */
  error: unknown;
}

/**
 * What `load` answers, asked again `everyMs` after each answer, at once when `keys` change, and not at all while the
 * tab is hidden or it is not `active`. The last answer stays when there is no newer one.
 */
export function useLive<T>(
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number,
  keys: readonly unknown[],
  active = true,
): Live<T> {
  const [state, setState] = useState<Live<T>>(nothing);
  useEffect(() => setState(nothing), keys);
  useEffect(() => {
    if (!active) return;
    return repeatWhileSeen(async (signal) => {
      try {
        const data = await load(signal);
        if (!signal.aborted) setState({ data, at: Date.now(), error: undefined });
      } catch (error) {
        if (!signal.aborted) setState((before) => ({ ...before, error }));
      }
    }, everyMs);
  }, [...keys, everyMs, active]);
  return state;
}

const nothing: Live<never> = { data: undefined, at: undefined, error: undefined };

/** Runs `task` over and over while somebody can see the page, one at a time. Returns what ends it. */
export function repeatWhileSeen(task: (signal: AbortSignal) => Promise<void>, everyMs: number): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (busy || document.hidden || abort.signal.aborted) return;
    busy = true;
    await task(abort.signal);
    busy = false;
    if (!abort.signal.aborted) timer = setTimeout(() => void turn(), everyMs);
  }

  document.addEventListener('visibilitychange', () => void turn(), { signal: abort.signal });
  void turn();
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}
