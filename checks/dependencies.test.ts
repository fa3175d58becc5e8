import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { dependencyProblems } from './dependencies.ts';
import { temporaryTree } from './temporary-tree.ts';

let remove = () => {};
afterEach(() => remove());

const sound = { version: '1.2.3', integrity: `sha512-${'a'.repeat(86)}==` };
const settings = 'ignore-scripts=true\nsave-exact=true\n';

function problemsIn(packages: object, npmrc = settings): string[] {
  const lock = JSON.stringify({ lockfileVersion: 3, packages });
  const tree = temporaryTree({ 'package-lock.json': lock, '.npmrc': npmrc });
  remove = tree.remove;
  return dependencyProblems(tree.root);
}

test('passes for exact versions of the registry, under their digests, and for what is ours', () => {
  const packages = {
    '': { name: 'comptoir', devDependencies: { tea: '1.2.3', '@comptoir/cup': '*' } },
    'packages/cup': { name: '@comptoir/cup', dependencies: { milk: '2.0.0-rc.1' } },
    'node_modules/@comptoir/cup': { resolved: 'packages/cup', link: true },
    'node_modules/tea': sound,
    'node_modules/milk': { ...sound, resolved: 'https://registry.npmjs.org/milk/-/milk-2.0.0.tgz' },
    'node_modules/tea-on-windows': { version: '1.2.3', optional: true, os: ['win32'], cpu: ['x64'] },
    'node_modules/tea/node_modules/leaf': { version: '1.0.0', inBundle: true },
  };

  expect(problemsIn(packages)).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ['without a digest', { version: '1.2.3' }, /has no SHA-512 digest/],
  [
    'that is optional here, without a digest',
    { version: '1.2.3', optional: true, os: ['linux'] },
    /no SHA-512/,
  ],
  ['under a digest that can be forged', { ...sound, integrity: 'sha1-abc=' }, /has no SHA-512 digest/],
  ['of a repository', { ...sound, resolved: 'git+ssh://git@github.com/x/tea.git#1' }, /comes from git/],
  [
    'of another registry',
    { ...sound, resolved: 'https://npm.example/tea.tgz' },
    /comes from https:\/\/npm\.example/,
  ],
  ['of another folder', { link: true, resolved: '../tea' }, /links out of the repository/],
])('a package %s is told', (_, tea, problem) => {
  expect(problemsIn({ 'node_modules/tea': tea })).toEqual([expect.stringMatching(problem)]);
});

test.each(['^1.2.3', '~1.2.3', '*', 'latest', '>=1', 'git+https://github.com/x/tea.git', 'file:../tea'])(
  'a wish for %s is told',
  (version) => {
    const problems = problemsIn({
      'services/sale': { name: '@comptoir/sale', dependencies: { tea: version } },
    });

    expect(problems).toEqual([
      `services/sale/package.json: asks for tea ${version}, which is no exact version.`,
    ]);
  },
);

test('settings that let packages run scripts, or that hold a password, are told', () => {
  const npmrc = 'save-exact=true\nregistry=https://npm.example\n//npm.example/:_authToken=abc';

  expect(problemsIn({}, npmrc)).toEqual([
    '.npmrc: must say ignore-scripts=true.',
    '.npmrc: must not say registry.',
    '.npmrc: must not say //npm.example/:_authToken.',
  ]);
});

test('our own dependencies pass, and images install them by the lock file without their scripts', () => {
  const root = join(import.meta.dirname, '..');
  const installs = readFileSync(join(root, 'Dockerfile'), 'utf8').match(/npm (ci|i|install)\b.*/g) ?? [];

  expect(dependencyProblems(root)).toEqual([]);
  expect(installs.length).toBeGreaterThan(0);
  expect(installs.filter((line) => !line.startsWith('npm ci --omit=dev --ignore-scripts '))).toEqual([]);
});
