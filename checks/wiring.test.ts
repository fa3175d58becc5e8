import { afterEach, expect, test } from '@jest/globals';
import { temporaryTree } from './temporary-tree.ts';
import { wiringProblems } from './wiring.ts';

let remove = () => {};
afterEach(() => remove());

const service = (name: string) => ({
  [`services/${name}/package.json`]: `{ "name": "@comptoir/${name}" }`,
  [`services/${name}/README.md`]: '',
  [`services/${name}/src/main.ts`]: '',
  [`services/${name}/src/app.ts`]: '',
  [`services/${name}/src/config.ts`]: '',
});

const wired: Record<string, string> = {
  ...service('sale'),
  ...service('stock'),
  'README.md': '| [sale](services/sale/README.md) | [stock](./services/stock) |',
  'mesh/src/gateway/routes.ts':
    "{ prefix: '/api/sales', service: 'sale' }, { prefix: '/api/stock', service: 'stock' }",
  'docker-compose.yml': [
    'x-build: &build { context: . }',
    'services:',
    '  redis: { image: redis }',
    '  sale: { build: { <<: *build, args: { SERVICE: sale } } }',
    '  stock: { build: { <<: *build, args: { SERVICE: stock } } }',
  ].join('\n'),
};

function problemsIn(files: Record<string, string>): string[] {
  const tree = temporaryTree(files);
  remove = tree.remove;
  return wiringProblems(tree.root);
}

test('passes when every list names every service', () => {
  expect(problemsIn(wired)).toEqual([]);
});

test('names each list that forgot a service', () => {
  const problems = problemsIn({ ...wired, ...service('cart') });

  expect(problems).toEqual([
    expect.stringContaining('README.md: does not list cart'),
    expect.stringContaining('routes.ts: does not list cart'),
    expect.stringContaining('docker-compose.yml: does not list cart'),
  ]);
});

test('names a list that kept a service which is gone', () => {
  const problems = problemsIn({ ...wired, 'README.md': `${wired['README.md']} [till](services/till)` });

  expect(problems).toEqual(['README.md: lists till, which is not in services/.']);
});

test('a list that does not exist yet lists nobody', () => {
  const { 'docker-compose.yml': _, ...rest } = wired;

  expect(problemsIn(rest)).toEqual(['docker-compose.yml: is missing; it must list every service.']);
});

test('a service has its README, its app and its name', () => {
  const { 'services/sale/README.md': _, ...rest } = wired;

  const problems = problemsIn({ ...rest, 'services/stock/package.json': '{ "name": "stock" }' });

  expect(problems).toEqual([
    'services/sale/README.md: is missing.',
    'services/stock/package.json: must be named @comptoir/stock.',
  ]);
});

test('a typed list of scrape targets names every service', () => {
  const problems = problemsIn({
    ...wired,
    'monitoring/targets/containers.json': '[{ "labels": { "service": "sale" } }]',
  });

  expect(problems).toEqual([
    expect.stringContaining('monitoring/targets/containers.json: does not list stock'),
  ]);
});
