import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Measured } from '../report/result.ts';
import { readThresholds } from '../report/thresholds.ts';
import { boundableLimits, COMPARISONS, ratioRows, ratiosOf } from './ratios.ts';

const measured = (achievedPerSecond: number, cpuMsPerRequest: number): Measured => ({
  elapsedSeconds: 10,
  offeredPerSecond: achievedPerSecond,
  achievedPerSecond,
  sent: 1,
  succeeded: 1,
  unexpected: {},
  succeededByRequest: {},
  latencyMs: { p50: 1, p95: 2, p99: 3, max: 4 },
  cpuMsPerRequest,
  cpuMsPerRequestByProcess: {},
  generatorCpuMsPerRequest: 0.02,
  generatorShareOfOneCore: 0.9,
});

const bench = new Map([
  ['static', measured(50_000, 0.01)],
  ['koa', measured(10_000, 0.1)],
  ['transaction', measured(2_000, 0.3)],
  ['productById', measured(40_000, 0.02)],
  ['productPage', measured(25_000, 0.025)],
  ['stock', measured(2_500, 0.4)],
  ['cartAdd', measured(4_000, 0.25)],
  ['checkout', measured(400, 3)],
]);

test('each path is a share of its own limit, by rate and by CPU', () => {
  const ratios = new Map(ratiosOf(bench).map((ratio) => [ratio.measure, ratio]));

  expect(ratios.get('productById')).toEqual({
    measure: 'productById',
    limit: 'static',
    byRate: 0.8,
    byCpu: 0.5,
  });
  expect(ratios.get('stock')).toMatchObject({ limit: 'koa', byRate: 0.25, byCpu: 0.25 });
  expect(ratios.get('checkout')).toMatchObject({ limit: 'transaction', byRate: 0.2 });
});

test('the machine measured alone gives no ratio', () => {
  expect(ratiosOf(new Map([['static', measured(50_000, 0.01)]]))).toEqual([]);
});

test('the targets stand beside the ratios', () => {
  const rows = ratioRows(ratiosOf(bench), {
    checkoutOfTransaction: { atLeast: 0.13 },
    checkoutPerSecond: { atLeast: 300 },
  });

  expect(rows.at(-1)).toEqual([
    'checkout',
    'transaction',
    '20.0 %',
    '10.0 %',
    'checkoutOfTransaction >= 0.13, checkoutPerSecond >= 300',
  ]);
});

test('every threshold of the bench is about something that is measured and compared', async () => {
  const { limits = {} } = await readThresholds(join(import.meta.dirname, '../../thresholds.json'));
  const measures = boundableLimits(bench, ratiosOf(bench));

  expect(Object.keys(limits).filter((name) => !(name in measures))).toEqual([]);
  expect(COMPARISONS.flatMap(({ thresholds }) => thresholds).filter((name) => !(name in limits))).toEqual([]);
});
