import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ChaosError } from './chaos-error.ts';
import { typedIn } from './config.ts';
import { faults } from './faults/index.ts';
import { REPLICATED } from './mesh/drill-mesh.ts';
import { parseOptions, type ChaosOptions } from './options.ts';
import { markdownPage, markdownTable, type FaultReport, type Report } from './report/report.ts';
import { runSuite } from './run-suite.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function write(reports: FaultReport[], startedAt: Date, options: ChaosOptions) {
  const report: Report = {
    startedAt: startedAt.toISOString(),
    command: ['npm run chaos', ...(options.names.length === 0 ? [] : ['--', ...options.names])].join(' '),
    cores: availableParallelism(),
    faults: reports,
    passed: reports.every((one) => 'skipped' in one || one.problems.length === 0),
  };
  if (options.jsonFile !== undefined)
    await writeFile(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  if (options.reportFile !== undefined) await writeFile(options.reportFile, markdownPage(report));
  process.stdout.write(`${markdownTable(reports)}\n`);
  return report.passed;
}

/** Exit code: 0 everything held, 1 something did not, 2 it could not run, 130 interrupted. */
async function main(argv: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => interrupted.abort());
  try {
    const names = faults.map(({ name }) => name);
    const options = parseOptions(argv, typedIn(), names);
    if (options.list) {
      process.stdout.write(faults.map(({ name, title }) => `${name.padEnd(24)}${title}\n`).join(''));
      return 0;
    }
    const chosen = faults.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
    const startedAt = new Date();
    const { port, keep } = options;
    const reports = await runSuite(chosen, {
      port,
      replicated: REPLICATED,
      keep,
      say,
      signal: interrupted.signal,
    });
    return (await write(reports, startedAt, options)) ? 0 : 1;
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    say(
      error instanceof ChaosError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? '')
          : String(error),
    );
    return 2;
  }
}

process.exit(await main(process.argv.slice(2)));
