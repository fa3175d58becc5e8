import { z } from 'zod';
import type { Piece } from './piece.ts';
import { known, outcomeOf } from './piece.ts';

/** A line of a log that has one of the wanted traces. */
export interface TracedLine {
  /** Name of the process: `stock-2`, `nginx-access`. */
  source: string;
  service: string;
  replica: string | undefined;
  traceId: string;
  /** Epoch milliseconds. */
  time: number;
  level: string;
  message: string;
  fields: Readonly<Record<string, unknown>>;
}

const requestFields = z.object({
  method: z.string(),
  route: z.string(),
  status: z.number(),
  durationMs: z.number(),
  spanId: z.string().optional(),
  parentId: z.string().optional(),
  caller: z.string().optional(),
  code: z.string().optional(),
  actor: z.object({ sub: z.string(), role: z.string() }).optional(),
});

/** What a replica answered, from the one line it writes of each request; it is written at the end. */
export function requestOf(line: TracedLine): Piece | undefined {
  const parsed = line.message === 'request' ? requestFields.safeParse(line.fields) : undefined;
  if (!parsed?.success) return undefined;
  const { method, route, status, durationMs, spanId, parentId, caller, code, actor } = parsed.data;
  return {
    kind: 'request',
    title: `${method} ${route}`,
    service: line.service,
    replica: line.replica,
    traceId: line.traceId,
    spanId,
    parentId,
    caller,
    startMs: line.time - durationMs,
    durationMs,
    outcome: outcomeOf(status),
    facts: known({
      status,
      code,
      role: actor?.role, // Between services it is the same person, or nobody where several ask together.
      actor: caller === undefined ? actor?.sub : undefined,
    }),
  };
}

const GRAVE = new Set(['warn', 'error', 'fatal']);

/** A line that says more than that there was a request: a warning, a failure, a recovery. */
export function remarkOf(line: TracedLine): Piece | undefined {
  const { level, message, fields } = line;
  if (message === 'request') return undefined;
  const isGrave = GRAVE.has(level);
  const err = errorIn(fields);
  return {
    kind: 'log',
    title: message,
    service: line.service,
    replica: line.replica,
    traceId: line.traceId,
    startMs: line.time,
    outcome: isGrave ? 'failed' : 'ok',
    facts: known({ level, error: err }),
  };
}

const withError = z.object({ err: z.object({ message: z.string(), code: z.string().optional() }) });

function errorIn(fields: TracedLine['fields']): string | undefined {
  const { data } = withError.safeParse(fields);
  if (data === undefined) return undefined;
  const { code, message } = data.err;
  return code === undefined ? message : `${code}: ${message}`;
}
