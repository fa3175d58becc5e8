import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorMessage } from '../thrown.ts';

const PATIENCE_MS = 2_000;

/**
 * Puts this process, and with it all it starts from here on, into the kernel's batch class (SCHED_BATCH), which needs no
 * privilege: one of them that is woken waits for its turn instead of breaking into the turn of another (ADR 20). Returns
 * why not where the kernel or its `chrt` refuses; everything runs in the default class then, as well but dearer.
 */
export async function joinBatchClass(): Promise<string | undefined> {
  try {
    await promisify(execFile)('chrt', ['--batch', '--pid', '0', String(process.pid)], {
      timeout: PATIENCE_MS,
    });
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
