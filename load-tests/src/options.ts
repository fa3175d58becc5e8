import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp, typingProblem } from '@comptoir/mesh/command-line';
import { LoadError } from './load-error.ts';

export interface LoadOptions {
  scenario: string;
  durationSeconds: number;
  /** Seconds of the same before that: they count in the books, and in no figure. */
  warmUpSeconds: number;
  /** Sockets opened at once; undefined lets the scenario choose (32, or one per buyer in flash-sale). */
  connections: number | undefined;
  /** Requests offered per second; undefined means as fast as answers come back. */
  rate: number | undefined;
  home: string;
  jsonFile: string | undefined;
  /** `limits` only: measure the machine and leave the mesh alone, so that none has to run. */
  machineOnly: boolean;
}

const USAGE =
  'npm run load -- <scenario> [--duration 30] [--warm-up 20] [--connections 32] [--rate N] [--json out.json] [--home .comptoir]';

const NUMBERS = {
  duration: { min: 1, max: 600, unit: 'seconds' },
  'warm-up': { min: 0, max: 600, unit: 'seconds' },
  connections: { min: 1, max: 512, unit: 'sockets' },
  rate: { min: 1, max: 100_000, unit: 'requests per second' },
};

function whole(name: keyof typeof NUMBERS, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { min, max, unit } = NUMBERS[name];
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new LoadError(`--${name} wants a whole number of ${unit} from ${min} to ${max}, not "${text}".`);
}

function parseArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        duration: { type: 'string' },
        'warm-up': { type: 'string' },
        connections: { type: 'string' },
        rate: { type: 'string' },
        json: { type: 'string' },
        home: { type: 'string' },
        'machine-only': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new LoadError(`${typingProblem(error)}. Usage: ${USAGE}`);
  }
}

/**
 * Reads the command line. `root` is the repository, whose `.comptoir` is the home when none is named; other relative
 * paths start where the person typed the command (npm itself moves to the root). Throws LoadError with the usage;
 * `--help` prints it and ends the process.
 */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): LoadOptions {
  answerHelp(argv, USAGE);
  const from = env['INIT_CWD'] ?? root;
  const { values, positionals } = parseArguments(argv);
  const [scenario, ...rest] = positionals;
  if (scenario === undefined || rest.length > 0) throw new LoadError(`One scenario, please. Usage: ${USAGE}`);
  return {
    scenario,
    durationSeconds: whole('duration', values.duration) ?? 30,
    warmUpSeconds: whole('warm-up', values['warm-up']) ?? 20,
    connections: whole('connections', values.connections),
    rate: whole('rate', values.rate),
    home: resolve(from, values.home ?? (env['COMPTOIR_HOME'] || resolve(root, '.comptoir'))),
    jsonFile: values.json === undefined ? undefined : resolve(from, values.json),
    machineOnly: values['machine-only'],
  };
}
