import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { sayProblem } from '../api/problem.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from './texts.ts';

export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload(): void;
}

/** What `load` answers, asked again whenever `keys` change; an answer that is no longer wanted is dropped. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    load(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ data, loading: false }),
      (error: unknown) =>
        !abort.signal.aborted && setState((before) => ({ ...before, error, loading: false })),
    );
    return () => abort.abort();
  }, [...keys, turn]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return { data: state.data, error: state.error, loading: state.loading, reload };
}

/** The page's three states: waiting, failed with a way to try again, there. Old data stays while new is on its way. */
export function Loading<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {of.error !== undefined && (
        <div class="notice bad row" role="alert">
          <span>{sayProblem(of.error)}</span>
          <button type="button" onClick={of.reload}>
            {t(uiTexts.retry)}
          </button>
        </div>
      )}
      {of.data === undefined
        ? of.error === undefined && <p class="empty">{t(uiTexts.loading)}</p>
        : children(of.data)}
    </>
  );
}
