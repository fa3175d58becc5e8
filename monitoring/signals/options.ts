import path from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp, typingProblem } from '@comptoir/mesh/command-line';
import { fires as all } from './fires.ts';

export interface Options {
  /** Seconds of `mixed` load before anything is asked. */
  durationSeconds: number;
  /** Requests offered per second. */
  rate: number;
  /** Whose mesh; undefined starts one of its own, which also is the only one anything is set on fire in. */
  home: string | undefined;
  port: number | undefined;
  /** A Grafana that runs and asks the same Prometheus, such as that of compose; undefined: one of our own, if installed. */
  grafana: string | undefined;
  /** Names of fires; undefined is all of them, none of them is an empty list. */
  fires: string[] | undefined;
}

const USAGE =
  'npm run signals -- [--duration 120] [--rate 80] [--home .comptoir] [--port 20000] [--grafana http://127.0.0.1:3000] [--fires payment-hangs,…|none]';

/** Throws Error with the usage when something makes no sense; `--help` prints it and ends the process. */
export function parseOptions(argv: readonly string[], typedIn: string): Options {
  answerHelp(argv, USAGE);
  const { values } = parse(argv);
  const { home, port, grafana, fires } = values;
  if (home !== undefined && fires !== undefined && fires !== 'none')
    throw new Error(`Nothing is set on fire in a mesh somebody works with. Usage: ${USAGE}`);
  return {
    durationSeconds: whole('duration', values.duration),
    rate: whole('rate', values.rate),
    home: home === undefined ? undefined : path.resolve(typedIn, home),
    port: port === undefined ? undefined : whole('port', port),
    grafana,
    fires: fires === 'none' || home !== undefined ? [] : fires?.split(',').map(known),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        duration: { type: 'string', default: '120' },
        rate: { type: 'string', default: '80' },
        home: { type: 'string' },
        port: { type: 'string' },
        grafana: { type: 'string' },
        fires: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new Error(`${typingProblem(cause)}. Usage: ${USAGE}`, { cause });
  }
}

function known(fire: string): string {
  const names = all.map(({ name }) => name);
  if (names.includes(fire)) return fire;
  throw new Error(`There is no fire "${fire}"; there are ${names.join(', ')}.`);
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} wants a whole number, not "${text}". Usage: ${USAGE}`);
}
