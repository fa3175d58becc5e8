import type { PanelDefinition, PanelSeries } from '@comptoir/contracts/http/operations';
import { t } from '../i18n/language.ts';
import { Mark } from './mark.tsx';
import { signalsTexts } from './signals-texts.ts';
import type { State } from './states.ts';
import { inUnit } from './units.ts';

/** The last value of each series, judged by the panel's thresholds where it has any. */
export function LatestFigure({ panel, data }: { panel: PanelDefinition; data: PanelSeries }) {
  const format = inUnit(panel.unit);
  return (
    <>
      {data.series.map(({ name, points }) => {
        const value = points.at(-1)?.[1];
        if (value === undefined) return null;
        const state = judged(value, panel.thresholds);
        return (
          <p key={name} class="ops-latest">
            {name !== '' && <span class="soft">{name}</span>}
            <strong>{format(value)}</strong>
            {state !== undefined && <Mark state={state} />}
          </p>
        );
      })}
      {data.series.length === 0 && t(signalsTexts.nothing)}
    </>
  );
}

function judged(value: number, thresholds: PanelDefinition['thresholds']): State | undefined {
  if (thresholds === undefined) return undefined;
  const tone = value >= thresholds.bad ? 'bad' : value >= thresholds.warn ? 'warn' : 'good';
  return { tone, text: signalsTexts[tone] };
}
