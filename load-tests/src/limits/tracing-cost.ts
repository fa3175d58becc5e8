import { tmpdir } from 'node:os';
import { freePort } from '@comptoir/mesh/engines';
import { ownMesh } from '@comptoir/mesh/own-mesh';
import { LoadError } from '../load-error.ts';
import type { LoadOptions } from '../options.ts';
import { orInterrupted } from '../or-interrupted.ts';
import { verdictRows } from '../report/print-result.ts';
import type { Measured } from '../report/result.ts';
import { short, table } from '../report/table.ts';
import { judge } from '../report/thresholds.ts';
import type { Verdict } from '../report/thresholds.ts';
import { USUAL_CONNECTIONS } from '../scenarios/scenario.ts';
import type { LimitsSetting } from './limits.ts';
import { interleave } from './measure.ts';
import { meshMeasures } from './mesh-measures.ts';
import type { MeshSetting } from './mesh-measures.ts';

export interface TracingCost {
  scenario: 'tracing';
  startedAt: string;
  connections: number;
  secondsEach: number;
  measures: Record<string, Measured>;
  /** What tracing adds to the CPU of a request, as a share of it, by measure. */
  costs: Record<string, number>;
  verdicts: Verdict[];
  passed: boolean;
}

const ROUNDS = 6;
const PATHS = new Set(['stock', 'cartAdd', 'checkout']);
/** As it is on any machine, and not at all. */
const RATIOS = { traced: '0.01', untraced: 'off' } as const;

/** The same hot paths on two meshes in turns, one that traces and one that does not. */
export async function runTracingCost(
  options: LoadOptions,
  connect: (home: string) => Promise<MeshSetting>,
  { temporary, bounds, signal, log }: LimitsSetting,
): Promise<TracingCost> {
  const connections = options.connections ?? USUAL_CONNECTIONS;
  const secondsPerSlice = Math.max(1, options.durationSeconds / ROUNDS);
  const startedAt = new Date().toISOString();
  const { warmUpSeconds } = options;
  const seconds = secondsPerSlice * ROUNDS + warmUpSeconds;
  const sides = [];
  for (const [name, ratio] of Object.entries(RATIOS)) {
    log(`A mesh starts: ${name}`);
    const mesh = await connect(await startMesh(ratio, temporary));
    const { measures } = await orInterrupted(meshMeasures(mesh, { seconds, connections, signal }), signal);
    sides.push(
      ...measures
        .filter((measure) => PATHS.has(measure.name))
        .map((measure) => ({ ...measure, name: `${measure.name}, ${name}` })),
    );
  }
  const plan = { rounds: ROUNDS, secondsPerSlice, warmUpSeconds, signal, log };
  const measured = await interleave(
    sides.toSorted((one, other) => one.name.localeCompare(other.name)),
    plan,
  );
  const costs = costsOf(measured);
  const verdicts = judge({ tracingCost: Math.max(...Object.values(costs)) }, bounds);
  return {
    scenario: 'tracing',
    startedAt,
    connections,
    secondsEach: secondsPerSlice * ROUNDS,
    measures: Object.fromEntries(measured),
    costs,
    verdicts,
    passed: verdicts.every(({ met }) => met),
  };
}

/** Answers its home. The mesh ends with the bench. */
async function startMesh(ratio: string, temporary: LimitsSetting['temporary']): Promise<string> {
  const home = await temporary.folder(tmpdir());
  const mesh = ownMesh({
    home,
    port: await freePort(),
    settings: { COMPTOIR_TRACE_SAMPLE_RATIO: ratio },
  });
  temporary.add(() => mesh.run('stop'));
  const { code, output, complaint } = await mesh.run('start', '--detach');
  if (code !== 0) throw new LoadError(`A mesh could not be started: ${complaint || output}`);
  return home;
}

function costsOf(measured: ReadonlyMap<string, Measured>): Record<string, number> {
  const cpu = (path: string, side: keyof typeof RATIOS) =>
    measured.get(`${path}, ${side}`)?.cpuMsPerRequest ?? Number.NaN;
  return Object.fromEntries(
    [...PATHS].map((path) => [path, cpu(path, 'traced') / cpu(path, 'untraced') - 1]),
  );
}

/** The whole report, as printed. */
export function printedTracingCost({
  secondsEach,
  connections,
  measures,
  costs,
  verdicts,
  passed,
}: TracingCost): string {
  const rows = Object.entries(costs).map(([path, cost]) => [
    path,
    short(measures[`${path}, untraced`]?.cpuMsPerRequest ?? Number.NaN),
    short(measures[`${path}, traced`]?.cpuMsPerRequest ?? Number.NaN),
    `${short(cost * 100)} %`,
  ]);
  return [
    `tracing, ${short(secondsEach)} s each in turns, ${connections} connections`,
    table([['CPU ms per request', 'not traced', 'traced at 1 %', 'cost'], ...rows]),
    table(verdictRows(verdicts)),
    passed ? 'PASSED' : 'MISSED',
  ].join('\n\n');
}
