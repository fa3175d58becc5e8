import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { joinBatchClass } from '@comptoir/mesh/batch-class';
import { environment } from './config.ts';
import { printedLimits } from './limits/print-limits.ts';
import { runLimits } from './limits/limits.ts';
import { printedTracingCost, runTracingCost } from './limits/tracing-cost.ts';
import { createTemporary } from './limits/temporary.ts';
import type { Temporary } from './limits/temporary.ts';
import { LoadError } from './load-error.ts';
import { createSessions, readAccounts } from './mesh/accounts.ts';
import { createSend } from './mesh/api.ts';
import { askStatus, meshFrom } from './mesh/find-mesh.ts';
import { openShopFloor } from './mesh/shop-floor.ts';
import { parseOptions } from './options.ts';
import type { LoadOptions } from './options.ts';
import { printedResult } from './report/print-result.ts';
import { readThresholds } from './report/thresholds.ts';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios/index.ts';

const here = resolve(import.meta.dirname, '..');
const root = resolve(here, '..');
const log = (line: string) => void process.stderr.write(`${line}\n`);

async function connect(home: string) {
  const { gateway, groups } = meshFrom(
    await askStatus(root, { ...environment(), COMPTOIR_HOME: home }),
    home,
  );
  const send = createSend(gateway);
  const sessions = createSessions(send, () => Date.now());
  const floor = await openShopFloor(send, { accounts: await readAccounts(home), sessions, groups });
  return { gateway, groups, floor, renew: sessions.renew };
}

async function runNamed(options: LoadOptions, temporary: Temporary, signal: AbortSignal) {
  const bounds = (await readThresholds(join(here, 'thresholds.json')))[options.scenario] ?? {};
  if (options.scenario === 'limits') {
    const mesh = options.machineOnly ? undefined : await connect(options.home);
    const result = await runLimits(options, mesh, { temporary, bounds, signal, log });
    return { result, text: printedLimits(result, bounds) };
  }
  if (options.scenario === 'tracing') {
    const result = await runTracingCost(options, connect, { temporary, bounds, signal, log });
    return { result, text: printedTracingCost(result) };
  }
  const scenario = scenarios.get(options.scenario);
  if (scenario === undefined) {
    const known = [...scenarios.keys(), 'limits', 'tracing'].join(', ');
    throw new LoadError(`There is no scenario "${options.scenario}": choose one of ${known}.`);
  }
  const mesh = await connect(options.home);
  await mesh.renew(options.warmUpSeconds + options.durationSeconds + 60);
  const result = await runScenario(scenario, options, { ...mesh, bounds, signal, log });
  return { result, text: printedResult(result) };
}

async function save(result: { scenario: string; startedAt: string }, options: LoadOptions): Promise<string> {
  const stamp = result.startedAt.replaceAll(/[:.]/g, '-');
  const file = options.jsonFile ?? join(here, 'results', `${result.scenario}-${stamp}.json`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

/** Exit code: 0 passed, 1 a threshold missed, 2 it could not run, 130 interrupted. */
async function main(argv: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const temporary = createTemporary();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => interrupted.abort());
  try {
    const options = parseOptions(argv, environment(), root);
    // On the cores it shares with the mesh it must not break into what it measures; the yardsticks start in the same class.
    const notBatch = await joinBatchClass();
    if (notBatch !== undefined)
      log(`Measured from the kernel's default class, not from its batch class: ${notBatch}`);
    const { result, text } = await runNamed(options, temporary, interrupted.signal);
    interrupted.signal.throwIfAborted();
    process.stdout.write(`${text}\n\nJSON: ${await save(result, options)}\n`);
    return result.passed ? 0 : 1;
  } catch (error) {
    if (interrupted.signal.aborted) {
      log('Interrupted; ending what was started.');
      return 130;
    }
    log(error instanceof LoadError ? error.message : describe(error));
    return 2;
  } finally {
    await temporary.end();
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'EngineError' ? error.message : (error.stack ?? error.message);
}

// What an interruption left waiting (a sale being settled) must not keep the process.
process.exit(await main(process.argv.slice(2)));
