import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp, typingProblem } from '@comptoir/mesh/command-line';
import { ChaosError } from './chaos-error.ts';

export interface ChaosOptions {
  /** Empty means all. */
  names: string[];
  /** First of the about thirty ports that the mesh takes. */
  port: number;
  reportFile: string | undefined;
  jsonFile: string | undefined;
  /** Leaves the home of a mesh that failed for whoever looks into it. */
  keep: boolean;
  list: boolean;
}

const USAGE =
  'npm run chaos -- [<fault> …] [--list] [--port 19000] [--report docs/chaos.md] [--json <file>] [--keep]';
const DEFAULT_PORT = 19_000;

/**
 * Reads the command line; files are relative to where the person typed it. Throws ChaosError with the usage; `--help`
 * prints it and ends the process.
 */
export function parseOptions(
  argv: readonly string[],
  typedIn: string,
  known: readonly string[],
): ChaosOptions {
  answerHelp(argv, USAGE);
  const { values, positionals } = parse(argv);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ChaosError(`There is no fault "${unknown}"; --list names them. Usage: ${USAGE}`);
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1024 || port > 32_700) {
    throw new ChaosError(`--port wants a number from 1024 to 32700, not "${values.port}".`);
  }
  const file = (name: string | undefined) => (name === undefined ? undefined : resolve(typedIn, name));
  return {
    names: positionals,
    port,
    reportFile: file(values.report),
    jsonFile: file(values.json),
    keep: values.keep,
    list: values.list,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        report: { type: 'string' },
        json: { type: 'string' },
        keep: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ChaosError(`${typingProblem(error)}. Usage: ${USAGE}`);
  }
}
