import type { Measured } from '../report/result.ts';
import { short } from '../report/table.ts';
import type { Bound } from '../report/thresholds.ts';
import { wantedOf } from '../report/thresholds.ts';

/** What of the mesh is compared with which limit of the machine, and the thresholds that speak of it. */
export interface Comparison {
  measure: string;
  limit: string;
  thresholds: readonly string[];
}

export const COMPARISONS: readonly Comparison[] = [
  { measure: 'productById', limit: 'static', thresholds: ['productByIdOfStatic'] },
  { measure: 'productPage', limit: 'static', thresholds: ['productPageOfStatic'] },
  { measure: 'stock', limit: 'koa', thresholds: ['stockCpuMs'] },
  { measure: 'cartAdd', limit: 'koa', thresholds: ['cartAddCpuMs'] },
  {
    measure: 'checkout',
    limit: 'transaction',
    thresholds: ['checkoutOfTransaction', 'checkoutPerSecond', 'checkoutP99Ms'],
  },
];

export interface Ratio {
  measure: string;
  limit: string;
  /** Share of the limit's rate. Flatters when the load generator was the limit of both. */
  byRate: number;
  /** Share of the limit's requests per CPU second: what the servers do, whoever asks. */
  byCpu: number;
}

const divided = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);

/** Every comparison whose two sides were measured. */
export function ratiosOf(measured: ReadonlyMap<string, Measured>): Ratio[] {
  return COMPARISONS.flatMap(({ measure, limit }) => {
    const ours = measured.get(measure);
    const machine = measured.get(limit);
    if (ours === undefined || machine === undefined) return [];
    const byRate = divided(ours.achievedPerSecond, machine.achievedPerSecond);
    const byCpu = divided(machine.cpuMsPerRequest, ours.cpuMsPerRequest);
    return [{ measure, limit, byRate, byCpu }];
  });
}

/** The numbers that the `limits` part of thresholds.json may bound. */
export function boundableLimits(
  measured: ReadonlyMap<string, Measured>,
  ratios: readonly Ratio[],
): Record<string, number> {
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const entries = ratios.flatMap(({ measure, limit, byRate, byCpu }): [string, number][] => [
    [`${measure}Of${capital(limit)}`, byRate],
    [`${measure}Of${capital(limit)}ByCpu`, byCpu],
  ]);
  for (const [name, { achievedPerSecond, cpuMsPerRequest, latencyMs }] of measured) {
    entries.push(
      [`${name}PerSecond`, achievedPerSecond],
      [`${name}CpuMs`, cpuMsPerRequest],
      [`${name}P99Ms`, latencyMs.p99],
    );
  }
  const unexpected = [...measured.values()].flatMap((one) => Object.values(one.unexpected));
  return Object.fromEntries([
    ...entries,
    ['unexpectedAnswers', unexpected.reduce((sum, times) => sum + times, 0)],
  ]);
}

/** The ratios with their targets beside them. */
export function ratioRows(ratios: readonly Ratio[], bounds: Readonly<Record<string, Bound>>): string[][] {
  const target = (measure: string) =>
    COMPARISONS.filter((one) => one.measure === measure)
      .flatMap(({ thresholds }) => thresholds)
      .flatMap((name) => (bounds[name] === undefined ? [] : [`${name} ${wantedOf(bounds[name])}`]))
      .join(', ');
  return [
    ['the mesh', 'of the limit', 'by rate', 'by CPU', 'target'],
    ...ratios.map(({ measure, limit, byRate, byCpu }) => [
      measure,
      limit,
      `${short(byRate * 100)} %`,
      `${short(byCpu * 100)} %`,
      target(measure),
    ]),
  ];
}
