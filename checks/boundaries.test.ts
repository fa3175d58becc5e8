import { afterEach, expect, test } from '@jest/globals';
import { boundaryProblems } from './boundaries.ts';
import { temporaryTree } from './temporary-tree.ts';

let remove = () => {};
afterEach(() => remove());

async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  const tree = temporaryTree(files);
  remove = tree.remove;
  const problems = await boundaryProblems(tree.root);
  return problems.map((problem) => /^ {4}([a-z-]+):/m.exec(problem)?.[1] ?? problem).toSorted();
}

const target = (name: string) => ({ [name]: 'export const thing = 1;\nexport type Thing = 1;\n' });
const thing = (from: string) => `export { thing } from '${from}';\n`;
const type = (from: string) => `export type { Thing } from '${from}';\n`;
const library = (name: string) => `import * as library from '${name}';\nexport const used = library;\n`;

test('a service that keeps to the drawing breaks nothing', async () => {
  const broken = await rulesBrokenBy({
    ...target('services/stock/src/domain/level.ts'),
    ...target('services/stock/src/config.ts'),
    'services/stock/src/use-cases/reserve.ts': thing('../domain/level.ts') + type('../domain/level.ts'),
    'services/stock/src/repositories/stock.repository.ts': type('../use-cases/reserve.ts') + library('knex'),
    'services/stock/src/unit.ts': library('./repositories/stock.repository.ts'),
    'services/stock/src/routes/stock.routes.ts':
      library('../use-cases/reserve.ts') + type('../repositories/x.read.ts'),
    ...target('services/stock/src/repositories/x.read.ts'),
    'services/stock/src/consumers/sale.consumer.ts': library('../unit.ts'),
    'services/stock/src/metrics.ts': library('prom-client'),
    'services/stock/src/app.ts': library('./routes/stock.routes.ts') + thing('./config.ts'),
    'services/stock/src/main.ts': library('./app.ts'),
    'services/stock/test/stock.test.ts': library('../src/app.ts'),
  });

  expect(broken).toEqual([]);
});

test.each([
  ['service-to-service', 'services/sale/src/clients/stock.client.ts', thing('../../../stock/src/app.ts')],
  ['nothing-to-service', 'packages/event-bus/src/relay.ts', thing('../../../services/stock/src/app.ts')],
  ['nothing-to-service', 'mesh/src/main.ts', thing('../../services/stock/src/app.ts')],
  ['contracts-zod-only', 'packages/contracts/src/http/stock.ts', library('koa')],
  ['kit-knows-no-retail', 'packages/service-kit/src/tax.ts', thing('../../pricing/src/index.ts')],
  [
    'test-code-stays-in-tests',
    'services/stock/src/clock.ts',
    thing('../../../packages/test-kit/src/index.ts'),
  ],
  ['test-code-stays-in-tests', 'services/stock/src/use-cases/order.ts', thing('./stock.fake.ts')],
  ['domain-is-pure', 'services/stock/src/domain/level.ts', library('lru-cache')],
  ['domain-is-pure', 'services/stock/src/domain/level.ts', library('node:fs')],
  [
    'use-cases-see-domain',
    'services/stock/src/use-cases/reserve.ts',
    type('../repositories/stock.repository.ts'),
  ],
  ['use-cases-see-domain', 'services/stock/src/use-cases/reserve.ts', type('../unit.ts')],
  ['no-infrastructure-inside', 'services/stock/src/use-cases/reserve.ts', library('knex')],
  ['no-sql-in-routes', 'services/stock/src/routes/stock.routes.ts', library('mysql2')],
  [
    'entries-get-objects',
    'services/stock/src/routes/stock.routes.ts',
    thing('../repositories/stock.repository.ts'),
  ],
  [
    'outside-implements-inside',
    'services/stock/src/clients/sale.client.ts',
    thing('../use-cases/release.ts'),
  ],
  ['outside-knows-no-entry', 'services/stock/src/unit.ts', thing('./routes/release.routes.ts')],
  ['only-main-starts-the-app', 'services/stock/src/routes/stock.routes.ts', type('../app.ts')],
  ['config-stays-at-the-edge', 'services/stock/src/routes/stock.routes.ts', thing('../config.ts')],
  ['metrics-in-one-place', 'services/stock/src/repositories/stock.repository.ts', library('prom-client')],
  ['no-missing-file', 'services/stock/src/app.ts', thing('./gone.ts')],
])('%s: %s', async (rule, file, content) => {
  const broken = await rulesBrokenBy({
    ...target('services/stock/src/app.ts'),
    ...target('services/stock/src/config.ts'),
    ...target('services/stock/src/unit.ts'),
    ...target('services/stock/src/repositories/stock.repository.ts'),
    ...target('services/stock/src/use-cases/release.ts'),
    ...target('services/stock/src/use-cases/stock.fake.ts'),
    ...target('services/stock/src/routes/release.routes.ts'),
    ...target('packages/pricing/src/index.ts'),
    ...target('packages/test-kit/src/index.ts'),
    [file]: content,
  });

  expect(broken).toEqual([rule]);
});

test('two files that import each other are named with the way round', async () => {
  const tree = temporaryTree({ 'mesh/src/a.ts': thing('./b.ts'), 'mesh/src/b.ts': thing('./a.ts') });
  remove = tree.remove;

  const [problem] = await boundaryProblems(tree.root);

  expect(problem).toMatch(/mesh\/src\/a\.ts -> mesh\/src\/b\.ts -> mesh\/src\/a\.ts\n {4}no-cycle/);
});
