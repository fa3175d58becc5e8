import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface LogSource {
  /** The process: `stock-1`, `nginx-access`. */
  name: string;
  /** The log being written. */
  current: string;
  /** Set-aside logs before it, oldest first. */
  older: string[];
}

/** The logs of a folder; of one service (`stock`) or one process (`stock-2`) when `only` names it. */
export function listLogs(folder: string, only?: string): LogSource[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder);
  return files
    .filter((file) => file.endsWith('.log'))
    .map((file) => file.slice(0, -'.log'.length))
    .filter((name) => only === undefined || belongsTo(name, only))
    .toSorted()
    .map((name) => ({
      name,
      current: path.join(folder, `${name}.log`),
      older: olderOf(files, name).map((file) => path.join(folder, file)),
    }));
}

function belongsTo(name: string, only: string): boolean {
  if (name === only) return true;
  return name.startsWith(`${only}-`) && /^(?:\d+|access)$/.test(name.slice(only.length + 1));
}

function olderOf(files: readonly string[], name: string): string[] {
  return files
    .filter((file) => file.startsWith(`${name}.log.`) && /^\d+$/.test(file.slice(name.length + 5)))
    .toSorted((a, b) => Number(b.slice(name.length + 5)) - Number(a.slice(name.length + 5)));
}
