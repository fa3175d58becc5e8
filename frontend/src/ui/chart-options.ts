import uPlot from 'uplot';
import { locale } from '../i18n/language.ts';

export interface Series {
  name: string;
  points: readonly (readonly [unixSeconds: number, value: number | null])[];
}

export interface Drawing {
  width: number;
  height: number;
  step: boolean;
  names: readonly string[];
  format(value: number): string;
  /** Asked at every stroke, so that a change of theme needs a redraw and nothing else. */
  inks(): { words: string; grid: string; series(index: number): string };
  onPoint(index: number | null): void;
}

const DAY_SECONDS = 86_400;

export function chartOptions({ width, height, step, names, format, inks, onPoint }: Drawing): uPlot.Options {
  const axis = {
    stroke: () => inks().words,
    grid: { stroke: () => inks().grid, width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  const stepped = step ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    scales: { y: { range: (_, least, most) => [Math.min(0, least), most > 0 ? most * 1.1 : 1] } },
    axes: [
      {
        ...axis,
        space: 90,
        size: 34,
        values: (_, at, _axis, _space, increment) => at.map((second) => moment(second, increment)),
      },
      {
        ...axis,
        values: (_, at) => at.map(format),
        size: (_, labels) => 16 + 7 * Math.max(2, ...(labels ?? []).map(({ length }) => length)),
      },
    ],
    series: [
      {},
      ...names.map((label, index) => ({
        label,
        stroke: () => inks().series(index),
        width: 2,
        ...(stepped === undefined ? {} : { paths: stepped }),
      })),
    ],
  };
}

function moment(second: number, increment: number): string {
  return new Intl.DateTimeFormat(locale.peek(), partsOf(increment)).format(second * 1000);
}

/** No two marks of an axis read the same. */
function partsOf(increment: number): Intl.DateTimeFormatOptions {
  if (increment >= DAY_SECONDS) return { day: 'numeric', month: 'short' };
  if (increment >= 60) return { hour: '2-digit', minute: '2-digit' };
  return { minute: '2-digit', second: '2-digit' };
}

/** All series over the moments of any of them; where a series says nothing the line goes on. */
export function aligned(series: readonly Series[]): uPlot.AlignedData {
  const tables = series.map(({ points }): uPlot.AlignedData => {
    const inOrder = points.toSorted(([a], [b]) => a - b);
    return [inOrder.map(([second]) => second), inOrder.map(([, value]) => value)];
  });
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}
