const ESCAPE = '\u001B[';

export interface Screen {
  /** Replaces what the last call drew. */
  draw(lines: readonly string[]): void;
  /** Writes a line that stays, above what is redrawn. */
  print(line: string): void;
}

interface Terminal {
  write(text: string): unknown;
  /** Both unknown for a stream that is no terminal. */
  columns?: number;
  rows?: number;
}

/** Redraws a block of lines in place. Lines are cut to the width and height: a wrapped one could not be undone. */
export function openScreen(terminal: Terminal): Screen {
  let drawn: string[] = [];
  const erase = () => (drawn.length === 0 ? '' : `${ESCAPE}${drawn.length}A${ESCAPE}0J`);
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

  return {
    draw(lines) {
      const before = erase();
      drawn = fitted(lines, terminal);
      terminal.write(before + text(drawn));
    },
    print(line) {
      terminal.write(`${erase()}${line}\n${text(drawn)}`);
    },
  };
}

function fitted(lines: readonly string[], { columns = 80, rows = 24 }: Terminal): string[] {
  const room = Math.max(rows - 2, 1);
  const shown =
    lines.length <= room
      ? lines
      : [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more lines`];
  return shown.map((line) => line.slice(0, columns - 1));
}
