import { writeSync } from 'node:fs';
import { errorCode, errorMessage } from './thrown.ts';

const STDOUT = 1;

/** Whether somebody only wants to know how a command is typed. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** Prints the usage and ends the process, with success, when it is asked for: to be called before anything has begun. */
export function answerHelp(args: readonly string[], usage: string): void {
  if (!asksForHelp(args)) return;
  writeSync(STDOUT, `Usage: ${usage}\n`);
  process.exit(0);
}

/** Whether output failed because nobody reads it any more: its pipe is closed (EPIPE), or its terminal is (EIO). */
export function isReaderGone(error: unknown): boolean {
  return ['EPIPE', 'EIO'].includes(errorCode(error) ?? '');
}

/** What parseArgs has against what was typed, without the advice Node adds, which fits no flag of ours. */
export function typingProblem(error: unknown): string {
  return errorMessage(error).split(/\. To |\.?\n/)[0] ?? '';
}
