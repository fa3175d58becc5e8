import type { PanelSeries } from '@comptoir/contracts/http/operations';
import { expressionFor, isPerService, panels } from '@comptoir/panels';
import { AppError } from '@comptoir/service-kit';
import { legendOf } from '../domain/signal.ts';
import { rangeBefore, rateWindow } from '../domain/time-range.ts';
import type { Signals, Work } from './ports.ts';

export interface Drawing {
  panelId: string;
  service: string | undefined;
  minutes: number;
}

/** The lines of one panel. Throws 404 `panel.not_found` and 422 `service.unknown`. */
export async function drawPanel(
  signals: Signals,
  { panelId, service, minutes }: Drawing,
  work: Work & { now: Date },
): Promise<PanelSeries> {
  const panel = panels.find(({ id }) => id === panelId);
  if (panel === undefined)
    throw new AppError('notFound', 'panel.not_found', 'There is no panel of this name.');
  if (service !== undefined && !isPerService(panel))
    throw new AppError('invalid', 'panel.not_per_service', 'This panel shows the whole mesh only.');
  // Asked first: what a client sends reaches Prometheus only once Prometheus itself has named it.
  if (service !== undefined) await assertKnown(signals, service, work);

  const range = rangeBefore(work.now, minutes);
  const window = rateWindow(range.stepSeconds);
  const drawn = panel.series.map(async ({ expr, legend }) => {
    const lines = await signals.over(expressionFor(expr, { service, window }), range, work);
    return lines.map(({ labels, points }) => ({ name: legendOf(legend, labels), points }));
  });
  return {
    unit: panel.unit,
    stepSeconds: range.stepSeconds,
    series: (await Promise.all(drawn)).flat().filter(({ points }) => points.length > 0),
  };
}

async function assertKnown(signals: Signals, service: string, work: Work): Promise<void> {
  if ((await signals.services(work)).includes(service)) return;
  throw new AppError('invalid', 'service.unknown', 'There is no service of this name.');
}
