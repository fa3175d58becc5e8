import type { LogEntry } from './log-entry.ts';

type Level = LogEntry['level'];

const LEVELS: readonly [RegExp, Level][] = [
  [/\b(?:fatal|emerg|alert|crit|panic)\b/i, 'fatal'],
  [/\berr(?:or)?\b/i, 'error'],
  [/\bwarn(?:ing)?\b/i, 'warn'],
];
const REDIS_WARNING = /^\d+:[A-Z] \d\d \w{3} \d{4} [\d:.]+ # /;

/** How grave an engine means its line of plain text; each has words of its own for it, near the start. */
export function plainLevel(message: string): Level {
  if (REDIS_WARNING.test(message)) return 'warn';
  const start = message.slice(0, 100);
  return LEVELS.find(([words]) => words.test(start))?.[1] ?? 'info';
}
