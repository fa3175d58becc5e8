import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dashboardProblems } from '../monitoring/grafana/dashboards.ts';
import { boundaryProblems } from './boundaries.ts';
import { dependencyProblems } from './dependencies.ts';
import { eventsDocProblems } from './events-doc.ts';
import { migrationProblems } from './migrations.ts';
import { wiringProblems } from './wiring.ts';

const root = join(import.meta.dirname, '..');

/** Prints what is wrong and tells whether all is well. */
type Step = () => boolean | Promise<boolean>;

/** What `npm run check` does before the tests, the quickest first; each is also `npm run check:<name>`. */
export const steps: Record<string, Step> = {
  format: tool('prettier', '--check', '--log-level=warn', '.'),
  lint: tool('oxlint', '--type-aware', '--deny-warnings'),
  types: both(tool('tsc', '--project', '.'), tool('tsc', '--project', 'frontend')),
  boundaries: ours(boundaryProblems),
  unused: tool('knip', '--no-config-hints'),
  dependencies: ours(dependencyProblems),
  migrations: ours(migrationProblems),
  wiring: ours(wiringProblems),
  events: ours(eventsDocProblems),
  dashboards: ours(dashboardProblems),
};

function tool(name: string, ...args: string[]): Step {
  return () =>
    spawnSync(join(root, 'node_modules/.bin', name), args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** The second also when the first found something: a person wants to see all of it. */
function both(first: Step, second: Step): Step {
  return async () => {
    const results = [await first(), await second()];
    return results.every(Boolean);
  };
}

function ours(check: (root: string) => string[] | Promise<string[]>): Step {
  return async () => {
    const problems = await check(root);
    if (problems.length > 0) process.stdout.write(`${problems.join('\n')}\n`);
    return problems.length === 0;
  };
}
