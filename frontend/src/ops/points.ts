import type { PanelSeries } from '@comptoir/contracts/http/operations';

export type Point = readonly [unixSeconds: number, value: number | null];

/**
 * The points of a line over the whole of the range asked for. Where there was no value the line breaks: one drawn across
 * would be an invention.
 */
export function wholeLine(
  points: PanelSeries['series'][number]['points'],
  { stepSeconds, fromSeconds }: { stepSeconds: number; fromSeconds: number },
): Point[] {
  const line: Point[] = [];
  let before = fromSeconds;
  for (const [second, value] of points) {
    if (second - before > stepSeconds * 1.5) line.push([before + stepSeconds, null]);
    line.push([second, value]);
    before = second;
  }
  return line[0] === undefined || line[0][0] <= fromSeconds ? line : [[fromSeconds, null], ...line];
}

export interface Band {
  from: number;
  to: number;
  value: number;
}

/** Neighbouring points of the same value as one band each; each point holds until the next. */
export function bandsOf(points: PanelSeries['series'][number]['points'], stepSeconds: number): Band[] {
  const bands: Band[] = [];
  for (const [second, value] of points) {
    const last = bands.at(-1);
    if (last !== undefined && last.value === value && second - last.to <= stepSeconds)
      last.to = second + stepSeconds;
    else bands.push({ from: second, to: second + stepSeconds, value });
  }
  return bands;
}
