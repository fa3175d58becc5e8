import type { Status } from '../control/protocol.ts';
import { openScreen } from './screen.ts';
import { statusLines } from './table.ts';

export interface Live {
  /** From now on redraws this status. */
  follow(status: () => Status): void;
  print(line: string): void;
  close(): void;
}

// Weighing every process takes the kernel some milliseconds: often enough to watch, seldom enough not to matter.
const EVERY_MS = 2000;

/** A table that is redrawn in place, below the lines that stay. */
export function showLive(terminal: NodeJS.WriteStream): Live {
  const screen = openScreen(terminal);
  let draw = () => {};
  let timer: NodeJS.Timeout | undefined;
  return {
    follow(status) {
      draw = () => screen.draw(['', ...statusLines(status())]);
      draw();
      timer = setInterval(draw, EVERY_MS);
      terminal.on('resize', draw);
    },
    print(line) {
      screen.print(line);
    },
    close() {
      clearInterval(timer);
      terminal.off('resize', draw);
      // A table of stopped processes would only push away what was said last.
      screen.draw([]);
    },
  };
}
