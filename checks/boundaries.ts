import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { boundaryRules } from './boundary-rules.ts';

const ROOMS = ['packages', 'services', 'mesh', 'load-tests', 'chaos', 'checks', 'security', 'frontend/src'];

/** One sentence per import that crosses a line it should not. `root` is the folder of the repository. */
export async function boundaryProblems(root: string): Promise<string[]> {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)));
  const { output } = await cruise(rooms, {
    baseDir: root,
    // TypeScript 7 has no API for tools yet; swc parses the same files (docs/adr/0004-import-boundaries.md).
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
    },
    validate: true,
    ruleSet: { forbidden: boundaryRules },
  });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered text: ${output}`);
  return output.summary.violations.map(sentence);
}

type Violation = ICruiseResult['summary']['violations'][number];

function sentence({ rule, from, to, cycle }: Violation): string {
  const why = boundaryRules.find(({ name }) => name === rule.name)?.comment ?? '';
  const path = cycle ? [from, ...cycle.map((step) => step.name)] : [from, to];
  return `${path.join(' -> ')}\n    ${rule.name}: ${why}`;
}
