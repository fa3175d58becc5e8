import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { dateTime } from '../i18n/format.ts';
import { locale, t } from '../i18n/language.ts';
import type { Series } from './chart-options.ts';
import { aligned, chartOptions } from './chart-options.ts';
import { uiTexts } from './texts.ts';
import { theme } from './theme.ts';
import 'uplot/dist/uPlot.min.css';
import './chart.css';

export interface ChartProps {
  /** What is drawn, for those who do not see it. */
  label: string;
  series: readonly Series[];
  format(value: number): string;
  height?: number;
  /** A value holds until the next one, as stock does. */
  step?: boolean;
}

const MARKS = 6;

/** Lines over time as wide as their box, with what they are at the pointer (or last), and the same as a table. */
export function Chart({ label, series, format, height = 240, step = false }: ChartProps) {
  const data = useMemo(() => aligned(series), [series]);
  const [pointed, setPointed] = useState<number | null>(null);
  const box = useDrawing({ data, series, format, height, step, onPoint: setPointed });
  const at = pointed ?? data[0].length - 1;
  const second = data[0][at];
  return (
    <figure class="chart">
      <div ref={box} class="chart-box" role="img" aria-label={label} />
      <ul class="chart-legend">
        {series.map(({ name }, index) => (
          <li key={name}>
            <span class={`chart-mark chart-mark-${(index % MARKS) + 1}`} />
            {name} <strong>{shown(valueAt(data, index, at), format)}</strong>
          </li>
        ))}
        {second !== undefined && <li>{dateTime(new Date(second * 1000))}</li>}
      </ul>
      <AsTable label={label} series={series} data={data} format={format} />
    </figure>
  );
}

interface DrawingProps extends Required<Pick<ChartProps, 'series' | 'format' | 'height' | 'step'>> {
  data: uPlot.AlignedData;
  onPoint(index: number | null): void;
}

function useDrawing({ data, series, format, height, step, onPoint }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(format);
  latest.current = format;
  const names = series.map(({ name }) => name);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = `${height}px`;
    const options = chartOptions({
      width: element.clientWidth,
      height,
      step,
      names,
      format: (value) => latest.current(value),
      inks: () => inksOf(element),
      onPoint,
    });
    const drawn = new uPlot(options, data, element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
  }, [names.join('\n'), height, step]);

  useEffect(() => plot.current?.setData(data), [data]);
  useRedraw(plot);
  return box;
}

/** Words and inks change with the language and the theme, of the app or of the system. */
function useRedraw(plot: { current: uPlot | undefined }): void {
  useSignalEffect(() => {
    void [theme.value, locale.value];
    // After the page has taken the new colours.
    requestAnimationFrame(() => plot.current?.redraw(false, true));
  });
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => plot.current?.redraw(false, true);
    system.addEventListener('change', redraw);
    return () => system.removeEventListener('change', redraw);
  }, []);
}

/** A canvas knows nothing of CSS variables: the colours are those that elements beside it have been given. */
function inksOf(box: HTMLElement) {
  const { color, borderTopColor } = getComputedStyle(box);
  return {
    words: color,
    grid: borderTopColor,
    series: (index: number) => {
      const mark = box.parentElement?.querySelector(`.chart-mark-${(index % MARKS) + 1}`);
      return mark == null ? color : getComputedStyle(mark).backgroundColor;
    },
  };
}

interface AsTableProps extends Pick<ChartProps, 'label' | 'series' | 'format'> {
  data: uPlot.AlignedData;
}

/** Filled only when somebody opens it: a picture of an hour may have thousands of points. */
function AsTable({ label, series, data, format }: AsTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(uiTexts.asTable)}</summary>
      {open && (
        <div class="scroll" role="region" aria-label={label} tabIndex={0}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{t(uiTexts.moment)}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col" class="numeric">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from(data[0], (second, at) => (
                <tr key={second}>
                  <td>{dateTime(new Date(second * 1000))}</td>
                  {series.map(({ name }, index) => (
                    <td key={name} class="numeric">
                      {shown(valueAt(data, index, at), format)}
                    </td>
                  ))}
                </tr>
              )).toReversed()}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

const valueAt = (data: uPlot.AlignedData, series: number, at: number) => data[series + 1]?.[at];

const shown = (value: number | null | undefined, format: (value: number) => string) =>
  value == null ? '–' : format(value);
