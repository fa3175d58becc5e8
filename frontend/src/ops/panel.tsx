import type { PanelDefinition, PanelSeries } from '@comptoir/contracts/http/operations';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { call } from '../api/session.ts';
import { language, t } from '../i18n/language.ts';
import { Chart } from '../ui/chart.tsx';
import { uiTexts } from '../ui/texts.ts';
import { Bands } from './bands.tsx';
import { LatestFigure } from './latest-figure.tsx';
import { wholeLine } from './points.ts';
import { signalsTexts } from './signals-texts.ts';
import { Stale } from './stale.tsx';
import { inUnit } from './units.ts';
import { useLive } from './use-live.ts';

export interface PanelProps {
  panel: PanelDefinition;
  /** Empty for the whole mesh. */
  service: string;
  minutes: number;
}

/** A range of minutes is drawn anew this often while it passes: more nobody would see. */
const REFRESHES = 90;

/** One drawing. It asks for its series only while it is on screen: a service has twenty. */
export function Panel({ panel, service, minutes }: PanelProps) {
  const box = useRef<HTMLElement>(null);
  const seen = useSeen(box);
  const wanted = new URLSearchParams({ minutes: String(minutes), ...(service === '' ? {} : { service }) });
  const address = `/api/ops/panels/${panel.id}/series?${wanted}`;
  const live = useLive(
    (signal) => call<PanelSeries>(address, { signal }),
    (minutes * 60_000) / REFRESHES,
    [address],
    seen,
  );
  return (
    <section
      ref={box}
      class={`card ops-panel ${panel.chart} ${live.at === undefined ? 'waiting' : ''}`}
      data-panel={panel.id}
    >
      <h4>{panel.title[language.value]}</h4>
      <p class="soft">{panel.description[language.value]}</p>
      <Stale of={live} />
      {live.data === undefined ? (
        live.error === undefined && <p class="soft">{t(uiTexts.loading)}</p>
      ) : live.data.series.length === 0 ? (
        <p class="soft ops-nothing">{t(signalsTexts.nothing)}</p>
      ) : (
        <Drawn panel={panel} data={live.data} fromSeconds={beginning(live.data, live.at ?? 0, minutes)} />
      )}
    </section>
  );
}

/** Where the range begins. The clock of this machine may be slow; the range never ends before its newest point. */
function beginning({ series }: PanelSeries, atMs: number, minutes: number): number {
  const newest = Math.max(...series.map(({ points }) => points.at(-1)?.[0] ?? 0));
  return Math.ceil(Math.max(atMs / 1000, newest)) - minutes * 60;
}

interface DrawnProps {
  panel: PanelDefinition;
  data: PanelSeries;
  fromSeconds: number;
}

function Drawn({ panel, data, fromSeconds }: DrawnProps) {
  const title = panel.title[language.value];
  const series = useMemo(
    () =>
      data.series.map(({ name, points }) => ({
        name: name === '' ? title : name,
        points: wholeLine(points, { stepSeconds: data.stepSeconds, fromSeconds }),
      })),
    [data, title],
  );
  if (panel.chart === 'figure') return <LatestFigure panel={panel} data={data} />;
  if (panel.chart === 'states') return <Bands data={data} fromSeconds={fromSeconds} />;
  return <Chart label={title} series={series} format={inUnit(panel.unit)} height={180} />;
}

/** True from the moment the element comes near the window, false again when it leaves. */
function useSeen(box: { current: HTMLElement | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting === true), {
      rootMargin: '200px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return seen;
}
