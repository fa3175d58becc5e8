import { closeSync, fstatSync, ftruncateSync, openSync, readSync, readdirSync, renameSync, statSync, writeSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../error-code.ts';
import { sentenceFor } from '../mesh-error.ts';
import type { Report } from './report.ts';

export interface RotationLimits {
  /** A log longer than this is set aside. */
  maxBytes: number;
  /** How many set-aside logs of one process are kept: `stock-1.log.1` is the newest. */
  keep: number;
}

export const logLimits: RotationLimits = { maxBytes: 10 * 1024 * 1024, keep: 3 };

/** Rotates each log of the folder that has grown too long. */
export async function rotateLogs(folder: string, limits: RotationLimits = logLimits): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.log'))) {
    const file = path.join(folder, name);
    if (statSync(file).size > limits.maxBytes) await rotate(file, limits.keep);
  }
}

/**
 * Copies a log aside and empties it in place. The processes write to it themselves, in append mode, and go on at its
 * new end; none has to be told. What they add during the copy is carried over in the last, synchronous step.
 */
async function rotate(file: string, keep: number): Promise<void> {
  const copy = `${file}.new`;
  await copyFile(file, copy);
  carryOver(file, copy);
  for (let age = keep - 1; age >= 1; age -= 1) renameIfThere(`${file}.${age}`, `${file}.${age + 1}`);
  renameSync(copy, `${file}.1`);
}

function carryOver(file: string, copy: string): void {
  const from = openSync(file, 'r+');
  const to = openSync(copy, 'a');
  try {
    const buffer = Buffer.alloc(64 * 1024);
    let position = fstatSync(to).size;
    for (;;) {
      const length = readSync(from, buffer, 0, buffer.length, position);
      if (length === 0) break;
      writeSync(to, buffer, 0, length);
      position += length;
    }
    ftruncateSync(from, 0);
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

const EVERY_MS = 5000;

/** Rotates the logs of a folder whenever it is due; returns what ends it. */
export function keepLogsShort(folder: string, report: Report): () => void {
  const timer = setInterval(() => {
    rotateLogs(folder).catch((error: unknown) => report(`A log cannot be rotated: ${sentenceFor(error)}`, 'warn'));
  }, EVERY_MS);
  return () => clearInterval(timer);
}
