import { existsSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { LoadOptions } from '../options.ts';
import { orInterrupted } from '../or-interrupted.ts';
import type { Measured } from '../report/result.ts';
import { judge } from '../report/thresholds.ts';
import type { Bound, Verdict } from '../report/thresholds.ts';
import type { BooksReport } from '../scenarios/scenario.ts';
import { USUAL_CONNECTIONS } from '../scenarios/scenario.ts';
import { interleave } from './measure.ts';
import type { Measure } from './measure.ts';
import { meshMeasures } from './mesh-measures.ts';
import type { MeshSetting } from './mesh-measures.ts';
import { nginxLimits } from './nginx-limits.ts';
import { boundableLimits, ratiosOf } from './ratios.ts';
import type { Ratio } from './ratios.ts';
import { sqlLimit } from './sql-limit.ts';
import type { Temporary } from './temporary.ts';

export interface LimitsResult {
  scenario: 'limits';
  startedAt: string;
  connections: number;
  secondsEach: number;
  measures: Record<string, Measured>;
  ratios: Ratio[];
  books: BooksReport | null;
  verdicts: Verdict[];
  passed: boolean;
}

export interface LimitsSetting {
  temporary: Temporary;
  bounds: Readonly<Record<string, Bound>>;
  signal: AbortSignal;
  log: (line: string) => void;
}

const ROUNDS = 4;
/** An answer of GET /api/products/:id, when no mesh is asked for one. */
const TYPICAL_PRODUCT = JSON.stringify({
  id: '019ad3a5-7c4e-7b5e-9f0a-2f6d1c9be001',
  sku: 'PRO-001',
  barcode: '2010100001379',
  nameFr: 'Pommes McIntosh du Québec 3 lb',
  nameEn: 'Quebec McIntosh apples 3 lb',
  category: 'produce',
  taxClass: 'zeroRated',
  priceCents: 499,
  active: true,
  version: 1,
});

/** Where the bench's own MariaDB lives: on the disk of the mesh's, because that is what a commit costs. */
async function databaseFolder(home: string, temporary: Temporary): Promise<string> {
  if (!existsSync(home)) {
    await mkdir(home, { recursive: true, mode: 0o700 });
    temporary.add(() => rmdir(home));
  }
  return temporary.folder(home);
}

/** Where Nginx's file lives: its workers run as another account when we are root, which cannot enter the home. */
const staticFolder = (temporary: Temporary): Promise<string> => temporary.folder(tmpdir(), 0o755);

async function typicalProduct(mesh: MeshSetting | undefined): Promise<string> {
  const product = mesh?.floor.products[0];
  if (mesh === undefined || product === undefined) return TYPICAL_PRODUCT;
  const { body } = await mesh.floor.send(`/api/products/${product.id}`);
  return JSON.stringify(body);
}

/** Measures the machine's own limits and, when there is one, the mesh in turns with them. */
export async function runLimits(
  options: LoadOptions,
  mesh: MeshSetting | undefined,
  { temporary, bounds, signal, log }: LimitsSetting,
): Promise<LimitsResult> {
  const connections = options.connections ?? USUAL_CONNECTIONS;
  const secondsPerSlice = Math.max(1, options.durationSeconds / ROUNDS);
  const startedAt = new Date().toISOString();
  log('Starting an Nginx, two Koas and a MariaDB of our own');
  const product = await typicalProduct(mesh);
  const machine: Measure[] = [
    ...(await nginxLimits(temporary, {
      folder: await staticFolder(temporary),
      product,
      connections,
      signal,
    })),
    await sqlLimit(temporary, { folder: await databaseFolder(options.home, temporary), connections, signal }),
  ];
  const { warmUpSeconds } = options;
  const seconds = secondsPerSlice * ROUNDS + warmUpSeconds;
  const ours =
    mesh === undefined
      ? undefined
      : await orInterrupted(meshMeasures(mesh, { seconds, connections, signal }), signal);

  const plan = { rounds: ROUNDS, secondsPerSlice, warmUpSeconds, signal, log };
  const measured = await interleave([...machine, ...(ours?.measures ?? [])], plan);
  const books = ours === undefined ? null : await orInterrupted(ours.closeBooks(), signal);

  const ratios = ratiosOf(measured);
  const measures = { ...boundableLimits(measured, ratios), bookProblems: books?.problems.length ?? 0 };
  const wanted = mesh === undefined ? {} : { ...bounds, bookProblems: { atMost: 0 } };
  const verdicts = judge(measures, { unexpectedAnswers: { atMost: 0 }, ...wanted });
  return {
    scenario: 'limits',
    startedAt,
    connections,
    secondsEach: secondsPerSlice * ROUNDS,
    measures: Object.fromEntries(measured),
    ratios,
    books,
    verdicts,
    passed: verdicts.every(({ met }) => met),
  };
}
