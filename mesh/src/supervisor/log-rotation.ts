import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { sentenceFor } from '../mesh-error.ts';
import type { Report } from './report.ts';
import { rotateLog } from './rotate-log.ts';

export interface RotationLimits {
  /** A log longer than this is set aside. */
  maxBytes: number;
  /** How many set-aside logs of one process are kept: `stock-1.log.1` is the newest. */
  keep: number;
}

const logLimits: RotationLimits = { maxBytes: 10 * 1024 * 1024, keep: 3 };

const EVERY_MS = 5000;

/** Rotates each log of the folder that has grown too long. */
export async function rotateLogs(
  folder: string,
  { maxBytes, keep }: RotationLimits = logLimits,
): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.log'))) {
    const file = path.join(folder, name);
    if (statSync(file).size > maxBytes) await rotateLog(file, keep);
  }
}

/** Rotates the logs of a folder whenever it is due; returns what ends it. */
export function keepLogsShort(folder: string, report: Report): () => void {
  let rotating = false;
  const timer = setInterval(() => {
    if (rotating) return;
    rotating = true;
    rotateLogs(folder)
      .catch((error: unknown) => report(`A log cannot be rotated: ${sentenceFor(error)}`, 'warn'))
      .finally(() => {
        rotating = false;
      });
  }, EVERY_MS);
  return () => clearInterval(timer);
}
