import type { LeftReason } from './left-reasons.ts';

export interface Example {
  line: number;
  text: string;
}

export interface LeftLines {
  reason: LeftReason;
  /** A refusing service's own code, like `product.barcode_taken`. */
  code?: string;
  lines: number;
  examples: Example[];
}

export interface LinesSummary {
  read: number;
  taken: number;
  left: LeftLines[];
}

/** Keeps the books of one run: every line read ends up taken or left for one reason. */
export interface Account {
  read(lines: number): void;
  take(lines: number): void;
  leave(reason: LeftReason, example: Example, lines?: number, code?: string): void;
  /** After a run that ended early: what was read and neither taken nor left by then is left for this reason. */
  leaveRest(reason: LeftReason): void;
  summary(): LinesSummary;
}

const EXAMPLES_KEPT = 3;
const EXAMPLE_LENGTH = 80;

export function createAccount(): Account {
  let read = 0;
  let taken = 0;
  const left = new Map<string, LeftLines>();

  return {
    read: (lines) => {
      read += lines;
    },
    take: (lines) => {
      taken += lines;
    },
    leave: (reason, { line, text }, lines = 1, code) => {
      const key = `${reason} ${code}`;
      const entry = left.get(key) ?? {
        reason,
        ...(code === undefined ? {} : { code }),
        lines: 0,
        examples: [],
      };
      entry.lines += lines;
      if (entry.examples.length < EXAMPLES_KEPT) entry.examples.push({ line, text: printable(text) });
      left.set(key, entry);
    },
    leaveRest: (reason) => {
      const lines = [...left.values()].reduce((rest, entry) => rest - entry.lines, read - taken);
      if (lines > 0) left.set(reason, { reason, lines, examples: [] });
    },
    summary: () => ({ read, taken, left: [...left.values()].toSorted((a, b) => b.lines - a.lines) }),
  };
}

/** A file's bytes must not steer the operator's terminal. */
function printable(text: string): string {
  return text.slice(0, EXAMPLE_LENGTH).replaceAll(/[\p{Cc}\p{Cf}]/gu, '·');
}
