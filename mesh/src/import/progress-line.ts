export interface TextOut {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface ProgressLine {
  /** `share` is 0 to 1. */
  show(label: string, share: number): void;
  end(): void;
}

const REDRAW_MS = 100;
const BAR_LENGTH = 30;
const PLAIN_STEP = 0.25;

/** A bar redrawn in place on a terminal; elsewhere one plain line for each quarter of the work. */
export function createProgressLine(out: TextOut, now: () => Date): ProgressLine {
  return out.isTTY === true ? barOn(out, now) : linesOn(out);
}

function barOn(out: TextOut, now: () => Date): ProgressLine {
  let drawnAt = 0;
  return {
    show: (label, share) => {
      const time = now().getTime();
      if (time - drawnAt < REDRAW_MS && share < 1) return;
      drawnAt = time;
      const full = Math.round(share * BAR_LENGTH);
      const bar = '█'.repeat(full) + '░'.repeat(BAR_LENGTH - full);
      out.write(`\r${bar} ${percent(share)} ${label}\u001b[K`);
    },
    end: () => {
      out.write('\r\u001b[K');
    },
  };
}

function linesOn(out: TextOut): ProgressLine {
  let label = '';
  let next = PLAIN_STEP;
  return {
    show: (current, share) => {
      if (current !== label) next = PLAIN_STEP;
      label = current;
      if (share < next) return;
      out.write(`${label} ${percent(share)}\n`);
      next = (Math.floor(share / PLAIN_STEP) + 1) * PLAIN_STEP;
    },
    end: () => undefined,
  };
}

function percent(share: number): string {
  return `${String(Math.round(share * 100)).padStart(3)} %`;
}
