import { booksText, countRows, verdictRows } from '../report/print-result.ts';
import { short, table } from '../report/table.ts';
import type { Bound } from '../report/thresholds.ts';
import type { LimitsResult } from './limits.ts';
import { ratioRows } from './ratios.ts';

function measureRows({ measures }: LimitsResult): string[][] {
  return [
    ['measure', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', 'generator CPU ms', 'generator core'],
    ...Object.entries(measures).map(([name, one]) => [
      name,
      short(one.achievedPerSecond),
      short(one.latencyMs.p50),
      short(one.latencyMs.p99),
      short(one.cpuMsPerRequest),
      short(one.generatorCpuMsPerRequest),
      `${short(one.generatorShareOfOneCore * 100)} %`,
    ]),
  ];
}

/** The whole report of the bench, as printed. */
export function printedLimits(result: LimitsResult, bounds: Readonly<Record<string, Bound>>): string {
  const unexpected = Object.entries(result.measures).flatMap(([name, one]) =>
    countRows(one.unexpected).map(([reason = '', times = '']) => [`${name}: ${reason}`, times]),
  );
  return [
    `limits, ${short(result.secondsEach)} s each in turns, ${result.connections} connections`,
    table(measureRows(result)),
    ...(unexpected.length === 0 ? [] : ['UNEXPECTED:', table(unexpected)]),
    ...(result.ratios.length === 0 ? [] : [table(ratioRows(result.ratios, bounds))]),
    ...booksText(result.books),
    table(verdictRows(result.verdicts)),
    result.passed ? 'PASSED' : 'MISSED',
  ].join('\n\n');
}
