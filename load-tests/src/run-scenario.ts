import { cpuBetween, readCpu } from './cpu/cpu-meter.ts';
import type { ProcessGroups } from './cpu/cpu-meter.ts';
import { drive } from './drive/drive.ts';
import { addRun, emptyRun } from './drive/tally.ts';
import type { ShopFloor } from './mesh/shop-floor.ts';
import type { LoadOptions } from './options.ts';
import { orInterrupted } from './or-interrupted.ts';
import { boundable, measuredOf } from './report/result.ts';
import type { Result } from './report/result.ts';
import { boundsWhenOffered, judge } from './report/thresholds.ts';
import type { Bound } from './report/thresholds.ts';
import type { Scenario } from './scenarios/scenario.ts';

export interface ScenarioSetting {
  gateway: string;
  groups: ProcessGroups;
  floor: ShopFloor;
  bounds: Readonly<Record<string, Bound>>;
  signal: AbortSignal;
  log: (line: string) => void;
}

/** No run may have a wrong answer or a missing unit, whatever thresholds.json says (lessons 30 and 31). */
const NONE = { atMost: 0 };

/** Prepares, drives, settles and judges one scenario. */
export async function runScenario(
  scenario: Scenario,
  options: LoadOptions,
  setting: ScenarioSetting,
): Promise<Result> {
  const { gateway, groups, floor, signal, log } = setting;
  log(`Preparing ${scenario.name}`);
  const { durationSeconds, warmUpSeconds, connections } = options;
  const wish = { durationSeconds: durationSeconds + warmUpSeconds, connections };
  const prepared = await orInterrupted(scenario.prepare(floor, wish), signal);
  const rate = prepared.amount === undefined ? options.rate : undefined;
  const startedAt = new Date().toISOString();
  const driveFor = (seconds: number) =>
    drive({ url: gateway, durationSeconds: seconds, rate, signal, ...prepared });
  const whole = emptyRun();
  if (prepared.amount === undefined && warmUpSeconds > 0) {
    log(`Warming up for ${warmUpSeconds} s`);
    addRun(whole, await driveFor(warmUpSeconds));
    signal.throwIfAborted();
  }
  log(
    prepared.amount === undefined
      ? `Running for ${durationSeconds} s`
      : `${prepared.amount} requests at once`,
  );

  const before = readCpu(groups);
  const run = await driveFor(durationSeconds);
  const cpuMs = cpuBetween(before, readCpu(groups));
  addRun(whole, run);
  // An answer that is wrong is wrong while warming up, too.
  const measured = measuredOf({ ...run, unexpected: whole.unexpected }, cpuMs);

  signal.throwIfAborted();
  if (prepared.close !== undefined) log('Waiting for the mesh to come to rest, and checking the books');
  const books = prepared.close === undefined ? null : await orInterrupted(prepared.close(whole), signal);
  const always = { unexpectedAnswers: NONE, ...(books === null ? {} : { bookProblems: NONE }) };
  const bounds = { ...always, ...boundsWhenOffered(setting.bounds, rate) };
  const verdicts = judge(boundable(measured, books), bounds);
  const passed = verdicts.every(({ met }) => met) && run.succeeded > 0;
  return {
    scenario: scenario.name,
    startedAt,
    connections: prepared.connections,
    rate: rate ?? null,
    ...measured,
    books,
    verdicts,
    passed,
  };
}
