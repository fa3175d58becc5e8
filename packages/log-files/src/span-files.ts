import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The files of spans in a folder, by process: `sale-1.1.jsonl`, turned over, before `sale-1.jsonl`. */
export function listSpanFiles(folder: string): string[][] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return files
    .filter((file) => !isTurnedOver(file))
    .toSorted()
    .map((file) => [file.replace(/\.jsonl$/, '.1.jsonl'), file].map((name) => path.join(folder, name)));
}

const isTurnedOver = (file: string): boolean => /\.\d+\.jsonl$/.test(file);
