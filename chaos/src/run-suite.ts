import path from 'node:path';
import type { OwnMesh } from '@comptoir/mesh/own-mesh';
import { openJournal, type Journal } from './clients/journal.ts';
import { openShop, type Shop } from './clients/shop.ts';
import type { Fault } from './faults/fault.ts';
import { endDrillMesh, startDrillMesh } from './mesh/drill-mesh.ts';
import type { FaultReport } from './report/report.ts';
import { runFault } from './run-fault.ts';

export interface SuiteOptions {
  port: number;
  /** Services that get a second replica when they have but one. */
  replicated: readonly string[];
  keep: boolean;
  say: (line: string) => void;
  signal: AbortSignal;
}

interface Drill {
  mesh: OwnMesh;
  shop: Shop;
  journal: Journal;
}

/** One fault after the other on one mesh; a fault that ends its mesh, or breaks it, gets the next one a fresh mesh. */
export async function runSuite(faults: readonly Fault[], options: SuiteOptions): Promise<FaultReport[]> {
  const { say, signal } = options;
  const reports: FaultReport[] = [];
  let drill: Drill | undefined;
  try {
    for (const fault of faults) {
      signal.throwIfAborted();
      const skipped = fault.obstacle?.();
      if (skipped !== undefined) {
        reports.push({ name: fault.name, title: fault.title, skipped });
        say(`${fault.name}: skipped, ${skipped}`);
        continue;
      }
      drill ??= await openDrill(options);
      const measured = await runFault(fault, { ...drill, say });
      reports.push(measured);
      say(`${fault.name}: ${measured.problems.length === 0 ? 'held' : 'FAILED'} (${measured.seconds} s)`);
      for (const problem of measured.problems) say(`  ${problem}`);
      if (measured.problems.length > 0) say(`  failed tries: ${JSON.stringify(measured.felt.reasons)}`);
      if (fault.endsMesh === true || measured.books.problems.length > 0) {
        await closeDrill(drill, options.keep && measured.problems.length > 0);
        drill = undefined;
      }
    }
  } finally {
    const failed = reports.some((report) => 'problems' in report && report.problems.length > 0);
    if (drill !== undefined)
      await closeDrill(drill, options.keep && (failed || reports.length < faults.length));
  }
  return reports;
}

async function openDrill({ port, replicated, say }: SuiteOptions): Promise<Drill> {
  say('A mesh of our own starts');
  const mesh = await startDrillMesh(port, replicated);
  say(`It is in ${mesh.home}`);
  return {
    mesh,
    shop: await openShop(mesh.url, mesh.home),
    journal: openJournal(path.join(mesh.home, 'chaos-journal.jsonl')),
  };
}

async function closeDrill({ mesh, journal }: Drill, keep: boolean): Promise<void> {
  journal.close();
  await endDrillMesh(mesh, keep);
}
