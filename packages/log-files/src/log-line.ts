import { z } from 'zod';
import { plainLineTime } from './line-time.ts';

export interface LogLine {
  /** Process it comes from: the name of its file. */
  source: string;
  /** Epoch milliseconds; undefined for the continuation of a line before it. */
  time: number | undefined;
  /** In capitals; empty when the line does not say. */
  level: string;
  message: string;
  fields: Readonly<Record<string, unknown>>;
}

const PINO_LEVELS = new Map([
  [10, 'TRACE'],
  [20, 'DEBUG'],
  [30, 'INFO'],
  [40, 'WARN'],
  [50, 'ERROR'],
  [60, 'FATAL'],
]);

const jsonLine = z.looseObject({
  time: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]),
  level: z.union([z.number(), z.string()]),
  msg: z.string().default(''),
});

/** Reads one line of any process: JSON of ours, plain text of an engine. Never throws. */
export function parseLogLine(source: string, text: string): LogLine {
  const parsed = text.startsWith('{') ? jsonLine.safeParse(parseJson(text)) : undefined;
  if (!parsed?.success) return { source, time: plainLineTime(text), level: '', message: text, fields: {} };
  // The source says which process it is; repeating it on every line would only hide the rest.
  const { time, level, msg, service: _service, replica: _replica, ...fields } = parsed.data;
  return { source, time, level: levelName(level), message: msg, fields };
}

/** Whether a line begins something new; a stack or a banner goes on with the line before it. */
export function startsEntry(text: string): boolean {
  return text.startsWith('{') || plainLineTime(text) !== undefined;
}

function levelName(level: number | string): string {
  return typeof level === 'number' ? (PINO_LEVELS.get(level) ?? String(level)) : level.toUpperCase();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
