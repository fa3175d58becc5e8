import { parseArgs } from 'node:util';
import { answerHelp, typingProblem } from '@comptoir/mesh/command-line';
import { steps } from './steps.ts';
import { runTests } from './test.ts';

type Outcome = { name: string; passed: boolean; seconds: number };

const USAGE = `npm run check -- [<step> …] [--without-tests]; steps: ${Object.keys(steps).join(', ')}`;

answerHelp(process.argv.slice(2), USAGE);
const options = parseOptions();
process.exitCode =
  options !== undefined && (await check(options.positionals, options.values['without-tests'])) ? 0 : 1;

/** Undefined, once that is said, when the command was typed wrong. */
function parseOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      // For .ci/run, which has run the tests by itself already.
      options: { 'without-tests': { type: 'boolean', default: false } },
    });
  } catch (error) {
    process.stderr.write(`${typingProblem(error)}. Usage: ${USAGE}\n`);
    return undefined;
  }
}

/** Runs the steps named, or all of them and then the tests. One that fails does not keep the next from running. */
async function check(names: string[], withoutTests: boolean): Promise<boolean> {
  const unknown = names.find((name) => !steps[name]);
  if (unknown) {
    process.stderr.write(`Unknown check "${unknown}". Known: ${Object.keys(steps).join(', ')}.\n`);
    return false;
  }
  const chosen = Object.entries(steps).filter(([name]) => names.length === 0 || names.includes(name));
  const outcomes: Outcome[] = [];
  for (const [name, step] of chosen) outcomes.push(await timed(name, step));
  if (names.length === 0 && !withoutTests)
    outcomes.push(await timed('tests', async () => (await runTests([])) === 0));

  if (outcomes.length > 1) process.stdout.write(`\n${outcomes.map(row).join('\n')}\n`);
  return outcomes.every(({ passed }) => passed);
}

async function timed(name: string, step: () => boolean | Promise<boolean>): Promise<Outcome> {
  process.stdout.write(`check ${name}\n`);
  const start = performance.now();
  const passed = await step();
  return { name, passed, seconds: (performance.now() - start) / 1000 };
}

function row({ name, passed, seconds }: Outcome): string {
  return `${name.padEnd(14)}${passed ? 'passed' : 'FAILED'}${`${seconds.toFixed(1)} s`.padStart(10)}`;
}
