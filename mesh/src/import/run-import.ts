import { resolve } from 'node:path';
import { MeshError } from '../mesh-error.ts';
import type { InternalClient } from '../seed/internal-client.ts';
import { importFile } from './import-file.ts';
import type { ImportReport } from './import-report.ts';
import { renderReport } from './import-report.ts';
import { createProgressLine } from './progress-line.ts';
import type { TextOut } from './progress-line.ts';
import { parseImportArguments, USAGE, UsageProblem } from './usage.ts';

export interface ImportPorts {
  /** Only called when something is to be written, so that `--dry-run` needs no running mesh. */
  connect: () => Promise<InternalClient>;
  /** Folder the file's path is relative to: where the command was typed. */
  cwd: string;
  out: TextOut;
  err: TextOut;
}

const OK = 0;
const NOTHING_TAKEN = 1;
const WRONG_USAGE = 2;

/** `npm run import`. Returns the exit code: 0 taken (even with lines left), 1 nothing taken or refused, 2 usage. */
export async function runImport(argv: string[], { connect, cwd, out, err }: ImportPorts): Promise<number> {
  const progress = createProgressLine(err, () => new Date());
  try {
    const options = parseImportArguments(argv);
    if (options === 'help') {
      out.write(USAGE);
      return OK;
    }
    const report = await importFile({ ...options, file: resolve(cwd, options.file) }, { connect, progress });
    out.write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : renderReport(report));
    return exitCode(report);
  } catch (error) {
    if (error instanceof UsageProblem) {
      err.write(`${error.message}\n\n${USAGE}`);
      return WRONG_USAGE;
    }
    if (error instanceof MeshError) {
      err.write(`${error.message}\n`);
      return NOTHING_TAKEN;
    }
    throw error;
  }
}

function exitCode({ lines, failure }: ImportReport): number {
  return failure === undefined && lines.taken > 0 ? OK : NOTHING_TAKEN;
}
