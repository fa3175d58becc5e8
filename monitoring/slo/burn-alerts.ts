import { EVALUATED_EVERY_SECONDS } from './evaluation.ts';
import type { Objective } from './objectives.ts';

/** How much faster than allowed the budget of 30 days burns, seen over both windows, and who hears of it. */
const BURNS = [
  { rate: 14.4, long: '1h', short: '5m', severity: 'page', empty: 'in two days or sooner' },
  { rate: 6, long: '6h', short: '30m', severity: 'page', empty: 'in five days or sooner' },
  { rate: 1, long: '3d', short: '6h', severity: 'ticket', empty: 'before its 30 days are over' },
] as const;

/** Alerts of one name: the long window says that it matters, the short one that it has not ended. */
export function burnAlerts({ slo, alert, objective, bad, advice, minimumBad }: Objective) {
  const one = `{slo="${slo}"}`;
  return BURNS.map(({ rate, long, short, severity, empty }) => {
    const limit = Number((rate * (1 - objective)).toPrecision(6));
    const badEvents = `sum_over_time(slo:bad_events:rate1m${one}[${long}]) * ${EVALUATED_EVERY_SECONDS}`;
    return {
      alert,
      expr: [
        `slo:bad_events:ratio${long}${one} > ${limit}`,
        `  and slo:bad_events:ratio${short}${one} > ${limit}`,
        `  and ${badEvents} >= ${minimumBad}`,
      ].join('\n'),
      labels: { severity, window: long },
      annotations: {
        summary: `{{ $labels.service }}: {{ $value | humanizePercentage }} of ${bad}, over ${long}`,
        description: `At this rate the error budget is gone ${empty}. ${advice}`,
        runbook: `monitoring/runbooks/${alert}.md`,
      },
    };
  });
}
