import type { LogPage } from '@comptoir/contracts/http/operations';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/session.ts';
import type { Live } from './use-live.ts';
import { repeatWhileSeen } from './use-live.ts';

export type LogEntry = LogPage['items'][number];
export interface LogLine {
  key: number;
  entry: LogEntry;
}

export interface LogTail extends Live<readonly LogLine[]> {
  /** There is more, and older, than what is here. */
  cut: boolean;
}

/** What a browser can hold and a person can read. */
const KEPT = 500;
const EVERY_MS = 2_000;

const empty: LogTail = { data: undefined, at: undefined, error: undefined, cut: false };

/** The newest lines that fit the filters, and those that come; `filters` as the query of the API. */
export function useLogs(filters: string, paused: boolean): LogTail {
  const [tail, setTail] = useState(empty);
  const cursor = useRef<string | undefined>(undefined);
  const count = useRef(0);
  useEffect(() => {
    cursor.current = undefined;
    setTail(empty);
  }, [filters]);
  useEffect(() => {
    if (paused) return;
    return repeatWhileSeen(async (signal) => {
      try {
        const page = await call<LogPage>(`/api/ops/logs?${queryOf(filters, cursor.current)}`, { signal });
        if (signal.aborted) return;
        cursor.current = page.cursor;
        const lines = page.items.map((entry) => ({ key: (count.current += 1), entry }));
        setTail((before) => grown(before, lines, page.skipped));
      } catch (error) {
        if (!signal.aborted) setTail((before) => ({ ...before, error }));
      }
    }, EVERY_MS);
  }, [filters, paused]);
  return tail;
}

function queryOf(filters: string, after: string | undefined): URLSearchParams {
  const wanted = new URLSearchParams(filters);
  wanted.set('limit', String(KEPT));
  if (after !== undefined) wanted.set('after', after);
  return wanted;
}

function grown(before: LogTail, lines: readonly LogLine[], skipped: boolean): LogTail {
  const all = [...(before.data ?? []), ...lines];
  const data = lines.length === 0 && before.data !== undefined ? before.data : all.slice(-KEPT);
  return { data, at: Date.now(), error: undefined, cut: before.cut || skipped || all.length > KEPT };
}
