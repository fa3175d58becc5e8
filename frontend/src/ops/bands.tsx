import type { PanelSeries } from '@comptoir/contracts/http/operations';
import { time } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import type { Band } from './points.ts';
import { bandsOf } from './points.ts';
import { WireSign } from './service-card.tsx';
import { signalsTexts } from './signals-texts.ts';
import { unitTexts } from './unit-texts.ts';
import type { BreakerState } from './wiring.ts';

const HEIGHT = 20;
/** As high as it is bad, for those who do not see the colour. */
const HEIGHTS: Record<BreakerState, number> = { closed: 6, halfOpen: 13, open: HEIGHT };

const stateOf = (value: number): BreakerState => (value >= 2 ? 'open' : value >= 1 ? 'halfOpen' : 'closed');

/** One lane for each breaker: its state over time, and in words what it is now. */
export function Bands({ data, fromSeconds }: { data: PanelSeries; fromSeconds: number }) {
  const last = Math.max(...data.series.map(({ points }) => points.at(-1)?.[0] ?? 0)) + data.stepSeconds;
  return (
    <div class="stack">
      <ul class="ops-lanes">
        {data.series.map(({ name, points }) => {
          const now = stateOf(points.at(-1)?.[1] ?? 0);
          return (
            <li key={name}>
              <span>{name}</span>
              <span class={`ops-breaker ${now}`}>
                <WireSign state={now} /> {t(unitTexts[now])}
              </span>
              <Lane
                label={t(signalsTexts.now, { name, state: t(unitTexts[now]) })}
                bands={bandsOf(points, data.stepSeconds)}
                from={fromSeconds}
                to={last}
              />
            </li>
          );
        })}
      </ul>
      <p class="ops-lane-times soft">
        <span>{time(new Date(fromSeconds * 1000))}</span>
        <span>{time(new Date(last * 1000))}</span>
      </p>
    </div>
  );
}

function Lane({
  label,
  bands,
  from,
  to,
}: {
  label: string;
  bands: readonly Band[];
  from: number;
  to: number;
}) {
  return (
    <svg
      class="ops-lane"
      viewBox={`0 0 ${Math.max(1, to - from)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bands.map((band) => {
        const state = stateOf(band.value);
        return (
          <rect
            key={band.from}
            class={state}
            x={Math.max(0, band.from - from)}
            width={band.to - Math.max(from, band.from)}
            y={HEIGHT - HEIGHTS[state]}
            height={HEIGHTS[state]}
          />
        );
      })}
    </svg>
  );
}
