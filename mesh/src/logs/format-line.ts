import { styleText } from 'node:util';
import type { LogLine } from '@comptoir/log-files';

const STYLES = new Map([
  ['WARN', 'yellow'],
  ['ERROR', 'red'],
  ['FATAL', 'red'],
] as const);

/** One line for a person: time, process, level, message, then the other fields as key=value. */
export function formatLine({ source, time, level, message, fields }: LogLine, colour: boolean): string {
  const when = time === undefined ? ' '.repeat(24) : new Date(time).toISOString();
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  const line = tame([when, source.padEnd(14), level.padEnd(5), message, ...rest].join(' ').trimEnd());
  const style = [...STYLES].find(([name]) => name === level)?.[1];
  return colour && style !== undefined ? styleText(style, line, { validateStream: false }) : line;
}

/** Control characters as their codes: what a client sent must not move the reader's cursor or forge a line before it. */
export function tame(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (control) => {
    return control === '\t' ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}
