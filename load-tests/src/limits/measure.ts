import { cpuBetween, readCpu } from '../cpu/cpu-meter.ts';
import type { ProcessGroups } from '../cpu/cpu-meter.ts';
import { addRun, count, emptyRun } from '../drive/tally.ts';
import type { Run } from '../drive/tally.ts';
import { measuredOf } from '../report/result.ts';
import type { Measured } from '../report/result.ts';

/** Something that can be run for a while and counted. */
export interface Measure {
  name: string;
  /** Whose CPU it costs. */
  groups: ProcessGroups;
  run: (seconds: number) => Promise<Run>;
}

export interface Interleaving {
  rounds: number;
  secondsPerSlice: number;
  warmUpSeconds: number;
  signal: AbortSignal;
  log: (line: string) => void;
}

/** The order of one round: there and back again, so that a machine that slowly changes favours nobody. */
function orderOf<T>(measures: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...measures] : measures.toReversed();
}

/** Runs all measures in short turns, after one turn each of which only wrong answers count, and adds up each one's slices. */
export async function interleave(
  measures: readonly Measure[],
  plan: Interleaving,
): Promise<Map<string, Measured>> {
  const totals = new Map(
    measures.map((measure) => [measure, { run: emptyRun(), cpu: new Map<string, number>() }]),
  );
  for (const [measure, { run }] of plan.warmUpSeconds > 0 ? totals : []) {
    plan.signal.throwIfAborted();
    plan.log(`Warming up ${measure.name}`);
    const { unexpected } = await measure.run(plan.warmUpSeconds);
    for (const [reason, times] of unexpected) count(run.unexpected, reason, times);
  }
  for (let round = 0; round < plan.rounds; round += 1) {
    plan.log(`Round ${round + 1} of ${plan.rounds}`);
    for (const measure of orderOf(measures, round)) {
      plan.signal.throwIfAborted();
      const before = readCpu(measure.groups);
      const slice = await measure.run(plan.secondsPerSlice);
      const total = totals.get(measure);
      if (total === undefined) continue;
      for (const [group, ms] of cpuBetween(before, readCpu(measure.groups))) count(total.cpu, group, ms);
      addRun(total.run, slice);
    }
  }
  return new Map([...totals].map(([{ name }, { run, cpu }]) => [name, measuredOf(run, cpu)]));
}
